import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Config } from '../../platform/config/config.js';
import { runningServerUrl } from '../../platform/database/embedded/embedded-postgres.js';
import { SystemClock } from '../../shared/clock.js';
import { CommandRefused } from '../command-refused.js';
import { completeSecret, withDatabase } from '../installation.js';
import type { Questions } from '../questions.js';
import { isEncrypted } from './archive-reader.js';
import { backUp } from './back-up.js';
import { Progress } from './progress.js';
import { check, restore } from './restore.js';
import { verify } from './verify.js';

export interface BackupAsked {
  config: Config;
  questions: Questions;
  say: (line: string) => void;
  /** Where the archive is, or becomes one: by default in `DATA_DIR/backups`. */
  file?: string;
  /** Holds the passphrase, where nobody sits at the terminal. */
  passphraseFile?: string;
}

export interface RestoreAsked extends BackupAsked {
  file: string;
  replaces: boolean;
}

/** `npm run backup`; answers where the archive is. */
export async function runBackup({
  config,
  questions,
  say,
  file,
  passphraseFile,
}: BackupAsked): Promise<string> {
  await requireInstallation(config);
  const passphrase = passphraseFile ? readPassphrase(passphraseFile) : await choosePassphrase(questions);
  const path = file ?? defaultPath(config, 'convoke', passphrase);
  if (existsSync(path)) throw new CommandRefused(`${path} is there already.`);
  const progress = new Progress(say);
  await withDatabase(config, (databaseUrl) => backUp({ config, databaseUrl, path, passphrase, progress }));
  if (!passphrase) say(NOT_ENCRYPTED);
  return path;
}

/** `npm run restore`; answers what is broken afterwards, which is nothing. */
export async function runRestore(asked: RestoreAsked): Promise<string[]> {
  const { config, questions, say, file, replaces } = asked;
  const passphrase = await passphraseOf(asked);
  if (!config.databaseUrl && runningServerUrl(config.dataDir))
    throw new CommandRefused(`Convoke runs in DATA_DIR ${config.dataDir}: stop it first.`);
  const progress = new Progress(say);
  return withDatabase(config, async (databaseUrl) => {
    const keepFormer = async () => {
      if (!(await questions.confirm('Replace all that the database holds, once it is backed up?')))
        throw new CommandRefused('Nothing was changed.');
      await completeSecret(config);
      const path = defaultPath(config, 'before-restore', passphrase);
      await backUp({ config, databaseUrl, path, passphrase, progress });
    };
    const where = { config, databaseUrl, path: file, passphrase, progress };
    await restore({ ...where, keepFormer: replaces ? keepFormer : undefined });
    const broken = await verify(config, databaseUrl);
    say(broken.length > 0 ? BROKEN : 'All invariants hold, the ledger is balanced, the audit trail is whole.');
    broken.forEach(say);
    return broken;
  });
}

/** `npm run restore -- <file> --secret`. */
export async function secretOf(asked: Omit<RestoreAsked, 'replaces'>): Promise<string> {
  const passphrase = await passphraseOf(asked);
  return (await check({ path: asked.file, passphrase, progress: new Progress(asked.say) })).secret;
}

const NOT_ENCRYPTED =
  'IT IS NOT ENCRYPTED: whoever has this file has everybody’s data, and the secret that signs and seals.';
const BROKEN = 'RESTORED, BUT NOT SOUND. Broken:';

async function requireInstallation(config: Config): Promise<void> {
  if (!config.databaseUrl && !existsSync(join(config.dataDir, 'postgres')))
    throw new CommandRefused(`DATA_DIR ${config.dataDir} holds no database: there is nothing to back up.`);
  if (!config.appSecret && !existsSync(join(config.dataDir, 'secret')))
    throw new CommandRefused(`DATA_DIR ${config.dataDir} holds no secret, and APP_SECRET is not set.`);
  await completeSecret(config);
}

async function passphraseOf({ file, passphraseFile, questions }: BackupAsked): Promise<string> {
  if (!(await isEncrypted(file!))) return '';
  return passphraseFile ? readPassphrase(passphraseFile) : questions.askSecretly('Its passphrase (not shown):');
}

async function choosePassphrase(questions: Questions): Promise<string> {
  const passphrase = await questions.askSecretly('A passphrase for it (not shown; none: not encrypted):');
  if (passphrase && (await questions.askSecretly('Once more:')) !== passphrase)
    throw new CommandRefused('These were two different ones.');
  return passphrase;
}

function readPassphrase(path: string): string {
  const passphrase = readFileSync(path, 'utf8').trim();
  if (!passphrase) throw new CommandRefused(`${path} is empty.`);
  return passphrase;
}

function defaultPath({ dataDir }: Config, name: string, passphrase: string): string {
  const time = new SystemClock().now().toISOString().slice(0, 19).replaceAll(':', '-');
  return join(dataDir, 'backups', `${name}-${time}Z.tar.gz${passphrase ? '.age' : ''}`);
}
