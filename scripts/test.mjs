// npm test [-- what jest takes]: everything a change can break.
import { ensureBuilt, ensureInstalled, runPackage } from './prepare.mjs';

await ensureInstalled();
ensureBuilt();
runPackage('jest', 'bin/jest.js', process.argv.slice(2));
