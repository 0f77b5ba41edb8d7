import { readdirSync } from 'node:fs';
import { join } from 'node:path';

const TEST_FILE = /\.(?:test|spec)\.ts$/;

/**
 * Runs the files of a folder below test/ one after the other in one module registry: loading the product takes
 * as long as many of them, and so is done once. A file that is picked by its path runs by itself
 * (`jest.config.mjs`).
 */
export function together(folder: string, isMeant: (file: string) => boolean = () => true): void {
  const path = join(process.cwd(), 'test', folder);
  const files = readdirSync(path).filter((file) => TEST_FILE.test(file) && isMeant(file));
  for (const file of files.sort())
    describe(`${folder}/${file}`, () => void jest.requireActual(join(path, file)));
}
