'use strict';
const { join } = require('node:path');
const { pathToFileURL } = require('node:url');

// Threads are no part of Jest: they load the sources as programs of the tests do.
process.execArgv.push('--import', pathToFileURL(join(__dirname, 'typescript.mjs')).href);
