import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { loadConfig, type Config } from '../platform/config/config.js';
import { callerFolder } from '../platform/config/caller-folder.js';
import { DomainError } from '../shared/errors.js';
import { startFailure } from '../start-failure.js';
import { Questions } from './questions.js';

export interface CommandWords {
  config: Config;
  questions: Questions;
  say: (line: string) => void;
  file?: string;
  passphraseFile?: string;
  replaces: boolean;
  showsSecret: boolean;
}

const OPTIONS = {
  'passphrase-file': { type: 'string' },
  replace: { type: 'boolean', default: false },
  secret: { type: 'boolean', default: false },
  yes: { type: 'boolean', default: false },
} as const;

/** Runs what `npm run backup` and `npm run restore` ask for, and ends with the status that it answers. */
export function runCommand(usage: string, work: (words: CommandWords) => Promise<number>): void {
  let config: Config | undefined;
  const say = (line: string) => process.stderr.write(`${line}\n`);
  const run = async (): Promise<number> => {
    const { values, positionals } = parseArgs({ options: OPTIONS, allowPositionals: true });
    config = loadConfig();
    const questions = new Questions(values.yes);
    const located = (path?: string) => path && resolve(callerFolder, path);
    try {
      return await work({
        config,
        questions,
        say,
        file: located(positionals[0]),
        passphraseFile: located(values['passphrase-file']),
        replaces: values.replace,
        showsSecret: values.secret,
      });
    } finally {
      questions.close();
    }
  };
  run().then(
    (status) => process.exit(status),
    (error: unknown) => {
      const { code } = error as NodeJS.ErrnoException;
      if (code?.startsWith('ERR_PARSE_ARGS')) say(usage);
      else say(error instanceof DomainError ? error.message : startFailure(error, config));
      process.exit(1);
    },
  );
}
