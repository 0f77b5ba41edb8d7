'use strict';
// Jest runs CommonJS; Nest 12 and many libraries are ES modules, which some CommonJS packages in turn require.
// So everything that is an ES module, ours and in node_modules, is compiled to CommonJS, and everything else is
// left alone.
const { createHash } = require('node:crypto');
const { existsSync, readFileSync } = require('node:fs');
const { dirname, extname, join } = require('node:path');
const swc = require('@swc/core');
const { jscFor } = require('../../scripts/swc-options.cjs');

const version = createHash('sha256').update(swc.version).update(process.version);
for (const file of [
  __filename,
  require.resolve('../../scripts/swc-options.cjs'),
  require.resolve('../../tsconfig.json'),
])
  version.update(readFileSync(file));
const VERSION = version.digest('hex');

const types = new Map();

/** What the nearest package.json declares for this folder. */
function packageType(folder) {
  if (!types.has(folder)) {
    const file = join(folder, 'package.json');
    const parent = dirname(folder);
    if (existsSync(file)) types.set(folder, JSON.parse(readFileSync(file, 'utf8')).type ?? 'commonjs');
    else types.set(folder, parent === folder ? 'commonjs' : packageType(parent));
  }
  return types.get(folder);
}

function isEsModule(path) {
  const extension = extname(path);
  if (extension === '.ts' || extension === '.tsx' || extension === '.mts' || extension === '.mjs') return true;
  return extension === '.js' && packageType(dirname(path)) === 'module';
}

module.exports = {
  getCacheKey(source, path) {
    return createHash('sha256')
      .update(`${VERSION}\0${path}\0${isEsModule(path)}\0`)
      .update(source)
      .digest('hex');
  },
  process(source, path) {
    if (!isEsModule(path)) return { code: source };
    const module = { type: 'commonjs', importInterop: 'node' };
    const options = {
      filename: path,
      swcrc: false,
      configFile: false,
      module,
      jsc: jscFor(path),
      sourceMaps: true,
    };
    return swc.transformSync(source, options);
  },
};
