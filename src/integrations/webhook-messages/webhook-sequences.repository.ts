import { Injectable } from '@nestjs/common';
import { prepared } from '../../platform/database/prepared-statement.js';
import type { Tx } from '../../platform/database/tx.js';
import type { WebhookSequence } from './webhook-sequence.entity.js';

const VALUES = prepared(
  'integrations-webhook-sequences',
  'SELECT subject, value FROM integrations.webhook_sequences WHERE subject = ANY ($subjects::text[])',
);

const KEEP = prepared(
  'integrations-keep-webhook-sequences',
  `INSERT INTO integrations.webhook_sequences (subject, value)
   SELECT subject, value FROM unnest($subjects::text[], $values::integer[]) AS kept (subject, value)
   ON CONFLICT ON CONSTRAINT webhook_sequences_pkey DO UPDATE SET value = excluded.value`,
);

/** Whoever counts is alone: the listener has its events in turn. */
@Injectable()
export class WebhookSequencesRepository {
  async valuesOf(tx: Tx, subjects: readonly string[]): Promise<Map<string, number>> {
    const rows = await tx.query<WebhookSequence>(VALUES, { subjects });
    return new Map(rows.map(({ subject, value }) => [subject, value]));
  }

  async keep(tx: Tx, counted: ReadonlyMap<string, number>): Promise<void> {
    await tx.query(KEEP, { subjects: [...counted.keys()], values: [...counted.values()] });
  }
}
