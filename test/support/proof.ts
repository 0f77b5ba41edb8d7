import { slowdown } from './machine.js';
import { signOfLife } from './sign-of-life.js';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

export type Size = 'quick' | 'full';
export type Figures = Record<string, number | string>;

export interface Verdict {
  passed: boolean;
  figures: Figures;
}

/** A promise of the product and its test; `quick` is a sample for every change, `full` the proof. */
export interface Proof {
  id: string;
  what: string;
  /** What must be there beside PostgreSQL. */
  needs?: 'redis';
  /** Takes a quarter of a minute even at its quick size, since something is away for seconds. */
  isLong?: boolean;
  /** Ends by what it shows; whatever takes long reports each step, and a minute of silence ends the proof. */
  run(size: Size, progress: (text: string) => void): Promise<Verdict>;
}

const FOLDERS: Record<string, RegExp> = {
  'test/races': /[.]race[.]ts$/,
  'test/faults': /[.]fault[.]ts$/,
  'test/security': /[.]proof[.]ts$/,
};

/** All files with a proof in these folders, by name. */
export function proofFiles(folders: string[] = Object.keys(FOLDERS)): string[] {
  return folders.flatMap((folder) => {
    if (!existsSync(join(process.cwd(), folder))) return [];
    const names = readdirSync(join(process.cwd(), folder)).filter((name) => FOLDERS[folder]!.test(name));
    return names.sort().map((name) => join(process.cwd(), folder, name));
  });
}

export async function loadProof(file: string): Promise<Proof> {
  const loaded = (await import(process.env.JEST_WORKER_ID ? file : pathToFileURL(file).href)) as {
    default: Proof;
  };
  return ((loaded.default as unknown as { default?: Proof }).default ?? loaded.default) as Proof;
}

const TWIN_TRIES = 25;

/** What a twin showed at last: where its fault needs two that meet, it is tried until the fault shows. */
export async function untilBroken<T>(attempt: () => Promise<T>, isBroken: (shown: T) => boolean): Promise<T> {
  for (let turn = 1; ; turn++) {
    const shown = await attempt();
    if (isBroken(shown) || turn === TWIN_TRIES) return shown;
    signOfLife();
  }
}

/** A limit in milliseconds as promised, more where others want the processors too; five-fold at quick size. */
export function within(limitMs: number, size: Size): number {
  return limitMs * slowdown() * (size === 'full' ? 1 : 5);
}

/** Passed when every condition holds; those that do not are named in the figures. */
export function verdict(figures: Figures, conditions: Record<string, boolean>): Verdict {
  const broken = Object.keys(conditions).filter((name) => !conditions[name]);
  return {
    passed: broken.length === 0,
    figures: broken.length ? { ...figures, broken: broken.join('; ') } : figures,
  };
}
