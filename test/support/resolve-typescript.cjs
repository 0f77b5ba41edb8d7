'use strict';
const { existsSync } = require('node:fs');
const { resolve, sep } = require('node:path');

const PACKAGES = `${sep}node_modules${sep}`;

/** Our relative imports end in .js, as they must at run time; under test they mean the .ts or .tsx file. */
module.exports = (request, options) => {
  if (request.startsWith('.') && request.endsWith('.js') && !options.basedir.includes(PACKAGES)) {
    for (const extension of ['.ts', '.tsx']) {
      const source = resolve(options.basedir, request.replace(/\.js$/, extension));
      if (existsSync(source)) return source;
    }
  }
  return options.defaultResolver(request, options);
};
