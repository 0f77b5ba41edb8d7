// Makes of web/ what browsers load: immutable names, a .br beside each file, and a manifest that names them.
import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { brotliCompressSync, constants } from 'node:zlib';
import { build } from 'esbuild';

const ROOT = dirname(dirname(fileURLToPath(import.meta.url)));
const WEB = join(ROOT, 'web');
const OUT = process.argv[2] ?? join(ROOT, 'dist', 'web', 'assets');
const FONT = join(ROOT, 'node_modules/@fontsource-variable/inter/files/inter-latin-wght-normal.woff2');
const SCRIPT = /\.(?:island|worker)\.tsx?$/;
const COMPRESSED = new Set(['.js', '.css']);

rmSync(OUT, { recursive: true, force: true });
mkdirSync(OUT, { recursive: true });
const manifest = {};
manifest['inter.woff2'] = write('inter.woff2', readFileSync(FONT));
await bundleStyles();
await bundleScripts();
await bundleEmbed();
const SWAGGER_UI = 'swagger-ui-bundle.js';
manifest[SWAGGER_UI] = write(SWAGGER_UI, readFileSync(join(ROOT, 'node_modules/swagger-ui-dist', SWAGGER_UI)));
for (const name of readdirSync(OUT)) if (COMPRESSED.has(extname(name))) compress(name);
writeFileSync(join(OUT, 'manifest.json'), JSON.stringify(manifest, null, 2));

function write(name, bytes) {
  const hash = createHash('sha256').update(bytes).digest('hex').slice(0, 10);
  const named = `${basename(name, extname(name))}.${hash}${extname(name)}`;
  writeFileSync(join(OUT, named), bytes);
  return named;
}

async function bundleStyles() {
  const [app, documentation] = await Promise.all(['app.css', 'documentation.css'].map(bundleStyle));
  const face = `@font-face{font-family:'Inter Variable';font-style:normal;font-display:swap;font-weight:100 900;src:url(/assets/${manifest['inter.woff2']}) format('woff2')}`;
  manifest['app.css'] = write('app.css', Buffer.from(face + app));
  manifest['documentation.css'] = write('documentation.css', Buffer.from(documentation));
}

async function bundleStyle(name) {
  const { outputFiles } = await build({
    entryPoints: [join(WEB, name)],
    bundle: true,
    minify: true,
    write: false,
    external: ['/assets/*'],
    target: 'es2022',
  });
  return outputFiles[0].text;
}

async function bundleScripts() {
  const islands = readdirSync(join(WEB, 'islands')).filter((name) => SCRIPT.test(name));
  const { metafile } = await build({
    entryPoints: islands.map((name) => join(WEB, 'islands', name)),
    bundle: true,
    splitting: true,
    format: 'esm',
    minify: true,
    target: 'es2022',
    jsx: 'automatic',
    jsxImportSource: 'preact',
    outdir: OUT,
    entryNames: '[name].[hash]',
    chunkNames: 'chunk.[hash]',
    metafile: true,
    legalComments: 'none',
  });
  for (const [path, { entryPoint, imports }] of Object.entries(metafile.outputs)) {
    if (!entryPoint) continue;
    const name = basename(entryPoint).replace(SCRIPT, '.js');
    manifest[name] = basename(path);
    const chunks = imports.filter(({ kind }) => kind === 'import-statement');
    manifest[`${name}:chunks`] = chunks.map((chunk) => basename(chunk.path));
  }
}

/** For pages of others: one classic script. */
async function bundleEmbed() {
  const { outputFiles } = await build({
    entryPoints: [join(WEB, 'browser', 'embed.ts')],
    bundle: true,
    minify: true,
    write: false,
    format: 'iife',
    target: 'es2020',
  });
  manifest['embed.js'] = write('embed.js', Buffer.from(outputFiles[0].text));
}

function compress(name) {
  const bytes = readFileSync(join(OUT, name));
  const params = { [constants.BROTLI_PARAM_QUALITY]: 9, [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length };
  writeFileSync(join(OUT, `${name}.br`), brotliCompressSync(bytes, { params }));
}
