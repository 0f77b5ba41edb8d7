// npm run test:browser [-- what jest takes]: the pages in a real browser; writes reports/browser.md and screens/.
import { mkdirSync, writeFileSync } from 'node:fs';
import { findChromium } from './chromium.mjs';
import { ensureBuilt, ensureInstalled, runPackage } from './prepare.mjs';

await ensureInstalled();
const path = findChromium();
if (!path) {
  console.error(
    'These tests need Chromium or Chrome: install one (Debian: apt-get install chromium), or name it by CHROMIUM_PATH.',
  );
  process.exit(1);
}
ensureBuilt();
mkdirSync('reports', { recursive: true });
writeFileSync('reports/browser.md', '# Pages in a browser\n\n| what | figure | limit |\n|---|---|---|\n');
runPackage('jest', 'bin/jest.js', ['--config', 'jest.browser.config.mjs', ...process.argv.slice(2)], {
  env: { ...process.env, CHROMIUM_PATH: path },
});
