import 'reflect-metadata';
import './product-root.js';
import { ADMIN_COMMANDS } from './operator/admin-commands.js';
import { withDatabase } from './operator/installation.js';
import { Questions } from './operator/questions.js';
import { loadConfig, type Config } from './platform/config/config.js';
import { migrate } from './platform/database/migrate.js';
import { DomainError } from './shared/errors.js';
import { startFailure } from './start-failure.js';

let known: Config | undefined;
const say = (line: string) => process.stdout.write(`${line}\n`);

/** `node dist/src/admin.js <command>`, with the configuration of the product. `--yes` answers its questions. */
async function main(): Promise<number> {
  const asked = process.argv.slice(2).filter((word) => word !== '--yes');
  const found = Object.entries(ADMIN_COMMANDS).find(([name, { takes }]) =>
    takes ? asked.length === 2 && asked[0] === name : asked.join(' ') === name,
  );
  if (!found) {
    for (const [name, { takes, does }] of Object.entries(ADMIN_COMMANDS))
      say(`npm run admin -- ${[name, takes].filter(Boolean).join(' ')}   ${does}`);
    return asked.length === 0 ? 0 : 1;
  }
  const config = (known = loadConfig());
  const questions = new Questions(process.argv.includes('--yes'));
  try {
    const lines = await withDatabase(config, async (databaseUrl) => {
      await migrate(databaseUrl);
      return found[1].run({ config, databaseUrl, words: asked.slice(1), questions });
    });
    lines.forEach(say);
    return 0;
  } finally {
    questions.close();
  }
}

main().then(
  // What the product's parts still wait for (a broker, a timer) does not hold the command.
  (status) => process.exit(status),
  (error: unknown) => {
    const refused = error instanceof DomainError ? error.message : startFailure(error, known);
    process.stderr.write(`${refused}\n`);
    process.exit(1);
  },
);
