import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { Clock } from '../../shared/clock.js';
import { Database } from '../database/database.js';
import { prepared } from '../database/prepared-statement.js';
import { DrawingThread } from '../documents/drawing-thread.js';
import type { Paper } from '../documents/paper.js';
import { lockPapersOf } from './papers-lock.js';

/** `drawn` can be drawn anew at any time; `issued` goes with its person; `by_law` stays. */
export type PaperKeeping = 'drawn' | 'issued' | 'by_law';

export interface PaperCopy {
  /** `ticket:17`: one paper, whose versions follow each other. */
  key: string;
  /** Of what it says; without it, what is drawn anew is what says something else. */
  version?: string;
  personId: number | null;
  keeping: PaperKeeping;
}

/** Counted up where the same paper shall look otherwise than before; what was issued stays as it is. */
const LOOK = 1;

const KEPT = prepared(
  'platform-paper-kept',
  'SELECT bytes FROM platform.papers WHERE key = $key AND version = $version',
);

const KEEP = prepared(
  'platform-paper-keep',
  `INSERT INTO platform.papers AS p (key, version, person_id, keeping, bytes, drawn_at)
   SELECT $key::text, $version::text, $personId::bigint, $keeping::text, $bytes::bytea, $now::timestamptz
   WHERE $keeping::text = 'by_law'
     OR NOT EXISTS (SELECT FROM platform.paper_erasures e WHERE e.person_id = $personId::bigint)
   ON CONFLICT ON CONSTRAINT papers_pkey DO UPDATE SET version = excluded.version, drawn_at = excluded.drawn_at,
     bytes = CASE WHEN p.version = excluded.version THEN p.bytes ELSE excluded.bytes END
   RETURNING bytes`,
);

/** Papers as PDFs: each version is drawn once, kept, and the same bytes for ever after. */
@Injectable()
export class PaperArchive {
  constructor(
    private readonly db: Database,
    private readonly drawing: DrawingThread,
    private readonly clock: Clock,
  ) {}

  async pdf({ key, personId, keeping, ...copy }: PaperCopy, paper: Paper): Promise<Buffer> {
    const of = { key, version: copy.version ?? digestOf(paper) };
    const [kept] = await this.db.query<{ bytes: Buffer }>(KEPT, of);
    if (kept) return kept.bytes;
    const bytes = await this.drawing.draw(paper);
    const asked = { ...of, personId, keeping, bytes, now: this.clock.now() };
    const row = await this.db.transaction(async (tx) => {
      if (personId !== null) await lockPapersOf(tx, personId);
      return (await tx.query<{ bytes: Buffer }>(KEEP, asked))[0];
    });
    return row?.bytes ?? bytes;
  }
}

function digestOf(paper: Paper): string {
  return createHash('sha256')
    .update(JSON.stringify([LOOK, paper]))
    .digest('hex');
}
