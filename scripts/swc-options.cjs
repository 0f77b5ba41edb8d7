'use strict';
const tsconfig = require('../tsconfig.json');

/** How TypeScript is compiled, by the build and under test: with decorators and class fields as tsconfig.json says. */
const typescript = {
  target: 'es2022',
  keepClassNames: true,
  parser: { syntax: 'typescript', decorators: true },
  transform: {
    legacyDecorator: true,
    decoratorMetadata: true,
    useDefineForClassFields: tsconfig.compilerOptions.useDefineForClassFields ?? true,
  },
  experimental: { keepImportAttributes: true },
};

const javascript = {
  target: 'es2022',
  keepClassNames: true,
  parser: { syntax: 'ecmascript' },
  experimental: { keepImportAttributes: true },
};

const jsx = {
  ...typescript,
  parser: { ...typescript.parser, tsx: true },
  transform: {
    ...typescript.transform,
    react: { runtime: 'automatic', importSource: tsconfig.compilerOptions.jsxImportSource },
  },
};

exports.jscFor = (path) => {
  if (path.endsWith('.tsx')) return jsx;
  return /\.m?ts$/.test(path) ? typescript : javascript;
};
