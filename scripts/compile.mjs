// Compiles src, web and migrations into dist, as ES modules. What types have to say is `npm run check`'s.
import { mkdir, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { basename, dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import swc from '@swc/core';
import { jscFor } from './swc-options.cjs';

const ROOT = dirname(dirname(fileURLToPath(import.meta.url)));
const OUT = join(ROOT, 'dist');
const { sourceRoot } = JSON.parse(await readFile(join(ROOT, 'nest-cli.json'), 'utf8'));
/** Browsers get these two from web/build.mjs. */
const ROOMS = [sourceRoot, 'migrations', 'web/lib', 'web/messages', 'web/pages', 'web/parts'];
const SOURCE = /(?<!\.spec|\.d)\.tsx?$/;

await rm(OUT, { recursive: true, force: true });
const files = (await Promise.all(ROOMS.map((room) => filesBelow(join(ROOT, room))))).flat();
await Promise.all(files.map(compile));
console.log(`Compiled ${files.length} files.`);

async function filesBelow(folder) {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile() && SOURCE.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name));
}

async function compile(file) {
  const target = join(OUT, relative(ROOT, file)).replace(/\.tsx?$/, '.js');
  const name = relative(dirname(target), file);
  const { code, map } = await swc.transform(await readFile(file, 'utf8'), {
    filename: file,
    sourceFileName: name,
    swcrc: false,
    configFile: false,
    module: { type: 'es6' },
    jsc: jscFor(file),
    sourceMaps: true,
    inlineSourcesContent: false,
  });
  await mkdir(dirname(target), { recursive: true });
  await writeFile(target, `${code}//# sourceMappingURL=${basename(target)}.map\n`);
  await writeFile(`${target}.map`, map);
}
