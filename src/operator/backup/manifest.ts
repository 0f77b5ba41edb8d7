import type { CopiedTable } from './stored-tables.js';

export const FORMAT = 1;

/** The first entry of an archive. */
export interface Manifest {
  format: number;
  product: string;
  createdAt: string;
  /** The schema's version: what had migrated the database, oldest first. */
  migrations: string[];
  tables: CopiedTable[];
}

/** The last entry: without it an archive is not whole. */
export interface Ending {
  /** How many entries stand before this one. */
  entries: number;
  /** By table, in the order of the manifest. */
  rows: number[];
  sequences: { name: string; value: string; isCalled: boolean }[];
}

export const ENTRY = {
  manifest: 'manifest.json',
  secret: 'secret',
  tables: 'tables/',
  media: 'media/',
  ending: 'end.json',
} as const;
