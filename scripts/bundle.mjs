// Joins what dist holds of the product, and the packages it uses, into few files of dist/bundle: a start then
// reads dozens instead of thousands. Programs, threads and tests take the modules of dist as they are.
import { readFile, rm } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const DIST = join(dirname(dirname(fileURLToPath(import.meta.url))), 'dist');
const OUT = join(DIST, 'bundle');
/** They have machine code, read files that lie beside them, or must be the same one for a package that does. */
const BESIDE_FILES = [
  '@node-rs/argon2',
  'bull',
  'fontkit',
  'ioredis',
  'pdfkit',
  'pg',
  'pino',
  'sharp',
  'subset-font',
];
/** Imported at their first use: a start does not read them. */
const LATER = ['@node-saml/node-saml', '@simplewebauthn/server', 'qrcode', 'stripe', 'undici'];
/** Nest's packages ask for them where they are used: not here. */
const NOT_USED = ['@fastify/static', '@nestjs/microservices', 'swagger-ui-dist', 'typescript'];

await rm(OUT, { recursive: true, force: true });
await build({
  entryPoints: {
    main: join(DIST, 'src/main.js'),
    'request-context': join(DIST, 'src/platform/context/request-context.js'),
  },
  outdir: OUT,
  bundle: true,
  splitting: true,
  format: 'esm',
  platform: 'node',
  target: 'node20',
  keepNames: true,
  minifyWhitespace: true,
  minifySyntax: true,
  legalComments: 'none',
  sourcemap: 'linked',
  sourcesContent: false,
  chunkNames: '[name].[hash]',
  external: [...BESIDE_FILES, ...LATER, ...NOT_USED],
  // A shared part runs before what imports it: the folder must be the product's before any of them looks.
  banner: {
    js: [
      "import '../src/product-root.js';",
      "import { createRequire as requireFrom } from 'node:module';",
      'const require = requireFrom(import.meta.url);',
    ].join('\n'),
  },
  plugins: [{ name: 'places', setup: keepPlaces }],
  logLevel: 'error',
});
/** What a module of ours finds beside itself, such as the program of a thread, it finds beside it in dist. */
function keepPlaces({ onLoad }) {
  onLoad({ filter: /[\\/]dist[\\/]src[\\/].*\.js$/ }, async ({ path }) => {
    const code = await readFile(path, 'utf8');
    if (!code.includes('import.meta.url')) return undefined;
    const place = `new URL(${JSON.stringify(relative(OUT, path))}, import.meta.url).href`;
    return { contents: code.replaceAll('import.meta.url', place), loader: 'js' };
  });
  // Its own `require` would load TypeORM once more, from the package.
  onLoad({ filter: /[\\/]typeorm-compat\.js$/ }, async ({ path }) => {
    const code = await readFile(path, 'utf8');
    return { contents: code.replace(/^const require = createRequire.*$/m, ''), loader: 'js' };
  });
}
