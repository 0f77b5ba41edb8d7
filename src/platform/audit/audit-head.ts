import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Injectable } from '@nestjs/common';
import { Config } from '../config/config.js';
import { Database } from '../database/database.js';
import type { Tx } from '../database/tx.js';
import { Logger } from '../observability/logger.js';
import { Secrets } from '../secrets/secrets.js';

const PURPOSE = 'audit-head';
const GENESIS = '0'.repeat(64);

export interface Head {
  position: number;
  hash: string;
}

export interface SignedHead extends Head {
  /** Up to here the seals have no key; null until the first that has one. */
  keyedAfter: number | null;
  mac: Buffer | null;
  anchorPosition: number;
  anchorHash: string | null;
  anchorMac: Buffer | null;
  verifiedPosition: number;
  verifiedHash: string | null;
  verifiedMac: Buffer | null;
}

type KnownHead = Head & { database: string };

const READ = `SELECT position, hash, keyed_after AS "keyedAfter", mac,
    anchor_position AS "anchorPosition", anchor_hash AS "anchorHash", anchor_mac AS "anchorMac",
    verified_position AS "verifiedPosition", verified_hash AS "verifiedHash", verified_mac AS "verifiedMac"
  FROM platform.audit_head`;

/** Which database it is: a restored or a new one has a trail of its own. */
const IDENTITY = `SELECT concat_ws('.', (SELECT oid FROM pg_database WHERE datname = current_database()),
  'platform.audit_seals'::regclass::oid) AS database`;

/** Up to where the audit trail was sealed: signed in the database, and remembered outside of it. */
@Injectable()
export class AuditHead {
  private readonly logger = new Logger(AuditHead.name);
  private readonly path: string;
  private known?: KnownHead;
  private database?: string;

  constructor(
    private readonly db: Database,
    private readonly secrets: Secrets,
    config: Config,
  ) {
    this.path = join(config.dataDir, 'audit-head.json');
  }

  async read(): Promise<SignedHead | undefined> {
    const [head] = await this.db.query<SignedHead>(READ);
    return head;
  }

  async lock(tx: Tx): Promise<SignedHead> {
    const [head] = await tx.query<SignedHead>(`${READ} FOR UPDATE`);
    if (!head) throw new Error('The head of the audit trail is gone.');
    return head;
  }

  async move(tx: Tx, { position, hash }: Head, keyedAfter: number): Promise<void> {
    await tx.query(
      `UPDATE platform.audit_head
       SET position = $position, hash = $hash, keyed_after = $keyedAfter, mac = $mac`,
      { position, hash, keyedAfter, mac: this.macOf({ position, hash }, keyedAfter) },
    );
  }

  /** Where the trail begins: its genesis, or the last that was let go; null where that is not signed by us. */
  anchorOf({ anchorPosition: position, anchorHash, anchorMac }: SignedHead): Head | null {
    if (position === 0) return { position, hash: GENESIS };
    const anchor = { position, hash: anchorHash ?? '' };
    return anchorMac?.equals(this.anchorMac(anchor)) ? anchor : null;
  }

  anchorMac({ position, hash }: Head): Buffer {
    return this.secrets.digest('audit-anchor', `${position}|${hash}`);
  }

  /** How far an earlier verification came; undefined where it is not signed by us. */
  verifiedOf({ verifiedPosition: position, verifiedHash, verifiedMac }: SignedHead): Head | undefined {
    const verified = { position, hash: verifiedHash ?? '' };
    return verifiedMac?.equals(this.verifiedMac(verified)) ? verified : undefined;
  }

  async rememberVerified(verified: Head): Promise<void> {
    await this.db.query(
      `UPDATE platform.audit_head
       SET verified_position = $position, verified_hash = $hash, verified_mac = $mac`,
      { ...verified, mac: this.verifiedMac(verified) },
    );
  }

  isSigned({ keyedAfter, mac, ...head }: SignedHead): boolean {
    return keyedAfter === null ? mac === null : mac !== null && mac.equals(this.macOf(head, keyedAfter));
  }

  /** Keeps it in this process and in DATA_DIR, where who rewrites the database does not reach. */
  async remember({ position, hash }: Head): Promise<void> {
    this.known = { position, hash, database: await this.identify() };
    try {
      await mkdir(join(this.path, '..'), { recursive: true });
      await writeFile(`${this.path}.part`, JSON.stringify(this.known), { mode: 0o600 });
      await rename(`${this.path}.part`, this.path);
    } catch (error) {
      this.logger.warn('The head of the audit trail could not be kept', { reason: (error as Error).message });
    }
  }

  /** Heads of this database that were seen once, so that the trail must still lead through them. */
  async remembered(): Promise<Head[]> {
    const database = await this.identify();
    const kept = await readFile(this.path, 'utf8').then(
      (text) => JSON.parse(text) as KnownHead,
      () => undefined,
    );
    return [this.known, kept].filter((head) => head !== undefined && head.database === database) as Head[];
  }

  private async identify(): Promise<string> {
    if (this.database) return this.database;
    const [row] = await this.db.query<{ database: string }>(IDENTITY);
    return (this.database = row!.database);
  }

  private verifiedMac({ position, hash }: Head): Buffer {
    return this.secrets.digest('audit-verified', `${position}|${hash}`);
  }

  private macOf({ position, hash }: Head, keyedAfter: number): Buffer {
    return this.secrets.digest(PURPOSE, `${keyedAfter}|${position}|${hash}`);
  }
}
