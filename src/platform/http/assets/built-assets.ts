import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { extname, join } from 'node:path';
import { Injectable } from '@nestjs/common';
import type { PageAssets } from '../../../../web/pages/frame/document.js';

export interface AssetFile {
  type: string;
  bytes: Buffer;
  compressed: Buffer | null;
}

const FOLDER = join(process.cwd(), 'dist/web/assets');
const TYPES: Record<string, string> = {
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.woff2': 'font/woff2',
};

/** What `web/build.mjs` made, read once. */
@Injectable()
export class BuiltAssets implements PageAssets {
  private readonly manifest: Record<string, string & string[]>;
  private readonly files = new Map<string, AssetFile>();

  constructor() {
    const names = existsSync(FOLDER) ? readdirSync(FOLDER) : [];
    for (const name of names) {
      const type = TYPES[extname(name)];
      if (!type) continue;
      const compressed = names.includes(`${name}.br`) ? readFileSync(join(FOLDER, `${name}.br`)) : null;
      this.files.set(name, { type, bytes: readFileSync(join(FOLDER, name)), compressed });
    }
    const manifest = join(FOLDER, 'manifest.json');
    this.manifest = existsSync(manifest)
      ? (JSON.parse(readFileSync(manifest, 'utf8')) as Record<string, string & string[]>)
      : {};
  }

  get style(): string {
    return this.addressOf('app.css');
  }

  get font(): string {
    return this.addressOf('inter.woff2');
  }

  scriptsOf(island: string): string[] {
    const chunks = this.manifest[`${island}.js:chunks`] ?? [];
    return [this.addressOf(`${island}.js`), ...chunks.map((name) => `/assets/${name}`)];
  }

  addressOf(name: string): string {
    return `/assets/${this.manifest[name] ?? name}`;
  }

  get embed(): AssetFile | undefined {
    return this.find(String(this.manifest['embed.js']));
  }

  find(name: string): AssetFile | undefined {
    return this.files.get(name);
  }
}
