import 'reflect-metadata';
import '../product-root.js';
import { runBackup } from './backup/commands.js';
import { runCommand } from './run-command.js';

runCommand('npm run backup -- [file] [--passphrase-file <file>]', async ({ file, ...asked }) => {
  const path = await runBackup({ ...asked, file });
  asked.say(`${path} restores by npm run restore; keep it elsewhere.`);
  return 0;
});
