// npm run test:browser [-- what jest takes]: the pages in a real browser; writes reports/browser.md and screens/.
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
runPackage('jest', 'bin/jest.js', ['--config', 'jest.browser.config.mjs', ...process.argv.slice(2)], {
  env: { ...process.env, CHROMIUM_PATH: path },
});
