import 'reflect-metadata';
import '../product-root.js';
import { runRestore, secretOf } from './backup/commands.js';
import { runCommand } from './run-command.js';

const USAGE = 'npm run restore -- <file> [--replace] [--yes] [--passphrase-file <file>] | <file> --secret';

runCommand(USAGE, async ({ file, replaces, showsSecret, ...asked }) => {
  if (!file) {
    asked.say(USAGE);
    return 1;
  }
  if (showsSecret) {
    process.stdout.write(`${await secretOf({ ...asked, file })}\n`);
    return 0;
  }
  const broken = await runRestore({ ...asked, file, replaces });
  return broken.length > 0 ? 1 : 0;
});
