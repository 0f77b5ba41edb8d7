import { createRequire } from 'node:module';
import { join } from 'node:path';

const read = createRequire(join(process.cwd(), 'package.json'));

export const productVersion = versionIn('./package.json');

export const frameworkVersion = versionIn('@nestjs/core/package.json');

function versionIn(file: string): string {
  try {
    return (read(file) as { version: string }).version;
  } catch {
    return 'unknown';
  }
}
