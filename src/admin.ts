import 'reflect-metadata';
import { DataSource } from 'typeorm';
import { AddressConflicts } from './identity/administration/address-conflicts.queries.js';
import { loadConfig, type Config } from './platform/config/config.js';
import { dataSourceOptions } from './platform/database/data-source-options.js';
import { Database } from './platform/database/database.js';
import { startEmbeddedPostgres } from './platform/database/embedded/embedded-postgres.js';
import { migrate } from './platform/database/migrate.js';
import { startFailure } from './start-failure.js';

interface Command {
  does: string;
  /** Answers the lines to print. */
  run(db: Database): Promise<string[]>;
}

const COMMANDS: Record<string, Command> = {
  'list --conflicts': {
    does: 'accounts that are without their e-mail address, since others have it too or it is none',
    run: listConflicts,
  },
};

let known: Config | undefined;
const say = (line: string) => process.stdout.write(`${line}\n`);

/** `node dist/src/admin.js <command>`, with the configuration of the product. */
async function main(): Promise<void> {
  const asked = process.argv.slice(2).join(' ');
  const command = Object.hasOwn(COMMANDS, asked) ? COMMANDS[asked] : undefined;
  if (!command) {
    Object.entries(COMMANDS).forEach(([name, { does }]) => say(`npm run admin -- ${name}   ${does}`));
    process.exitCode = asked === '' ? 0 : 1;
    return;
  }
  const config = (known = loadConfig());
  const embedded = config.databaseUrl
    ? undefined
    : await startEmbeddedPostgres({ dataDir: config.dataDir, log: () => undefined });
  try {
    await withDatabase(config, embedded?.ownerUrl ?? config.databaseUrl, async (db) =>
      (await command.run(db)).forEach(say),
    );
  } finally {
    await embedded?.stop();
  }
}

async function withDatabase(config: Config, url: string, work: (db: Database) => Promise<void>): Promise<void> {
  await migrate(url);
  const source = new DataSource(dataSourceOptions(url, 1));
  await source.initialize();
  try {
    await work(new Database(source, config));
  } finally {
    await source.destroy();
  }
}

async function listConflicts(db: Database): Promise<string[]> {
  const conflicts = await new AddressConflicts(db).list();
  if (conflicts.length === 0) return ['No address is in conflict.'];
  return conflicts.map(({ id, username, address, holder }) => {
    const why = holder === null ? 'is no address any more' : `belongs to ${holder}`;
    return `${id}\t${username}\t${JSON.stringify(address)} ${why}`;
  });
}

main().catch((error: unknown) => {
  process.stderr.write(`${startFailure(error, known)}\n`);
  process.exit(1);
});
