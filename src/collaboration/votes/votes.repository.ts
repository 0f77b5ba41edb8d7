import { Injectable } from '@nestjs/common';
import { columnList, toEntity } from '../../platform/database/column-list.js';
import { violates } from '../../platform/database/sqlstate.js';
import type { Tx } from '../../platform/database/tx.js';
import { InvalidInput, NotFound } from '../../shared/errors.js';
import { visibilityJson } from '../model/event.sql.js';
import type { CountedOption } from './vote-results.policy.js';
import { OPTIONS_ALIKE, Vote } from './vote.entity.js';
import { optionsOf, type PublishableVote } from './votes.sql.js';

type Source = Pick<Tx, 'query'>;

const INSERT = `
  INSERT INTO collaboration.votes (event_id, creator_id, title, description, multiple_choice, ends_at,
    created_at)
  VALUES ($eventId, $creatorId, $title, $description, $multipleChoice, $endsAt, $createdAt) RETURNING id`;

const INSERT_OPTIONS = `
  INSERT INTO collaboration.vote_options (vote_id, position, text)
  SELECT $1, position, text FROM unnest($2::text[]) WITH ORDINALITY AS given (text, position) ORDER BY position
  RETURNING id, text, ballots`;

const DELETE = `
  WITH gone AS (DELETE FROM collaboration.votes v WHERE v.id = $1 AND v.ballots = 0 RETURNING v.id),
    emptied AS (DELETE FROM collaboration.vote_options o USING gone WHERE o.vote_id = gone.id)
  SELECT id FROM gone`;

const END = `UPDATE collaboration.votes v
  SET ends_at = greatest($2, v.created_at), ended_at = greatest($2, v.created_at)
  WHERE v.id = $1 AND v.ended_at IS NULL AND v.ends_at > $2 RETURNING v.id`;

// Rows are waited for, not skipped: a busy vote is locked all the time.
const END_DUE = `UPDATE collaboration.votes v SET ended_at = $1 FROM (
    SELECT id FROM collaboration.votes WHERE ended_at IS NULL AND ends_at <= $1 ORDER BY id LIMIT $2
      FOR UPDATE) due
  WHERE v.id = due.id RETURNING v.id`;

const CLAIM_CHANGED = `UPDATE collaboration.votes v SET told_ballots = v.ballots, told_at = $1 FROM (
    SELECT id FROM collaboration.votes WHERE ended_at IS NULL AND ballots <> told_ballots
      AND (told_at IS NULL OR told_at <= $2) ORDER BY id LIMIT $3 FOR UPDATE) untold
  WHERE v.id = untold.id RETURNING v.id`;

const RESULTS = `
  SELECT ${columnList('v', Vote)}, ${optionsOf('v')} AS options, e.title AS "eventTitle",
    ${visibilityJson('e')} AS visibility
  FROM collaboration.votes v JOIN collaboration.events e ON e.id = v.event_id
  WHERE v.id = ANY($1::bigint[]) AND e.deleted_at IS NULL ORDER BY v.id`;

/** Options are written with their vote, and never again but for their count. */
@Injectable()
export class VotesRepository {
  /** Refuses texts that are alike to the database with `InvalidInput`. */
  async insert(tx: Tx, vote: Vote, texts: string[]): Promise<{ id: number; options: CountedOption[] }> {
    const [row] = await tx.query<{ id: number }>(INSERT, { ...vote });
    try {
      return { id: row!.id, options: await tx.query<CountedOption>(INSERT_OPTIONS, [row!.id, texts]) };
    } catch (error) {
      if (violates(error, 'vote_options_text_unique')) throw new InvalidInput(OPTIONS_ALIKE);
      throw error;
    }
  }

  /** Never changes. Refuses with `NotFound`. */
  async originOf(source: Source, id: number): Promise<{ eventId: number; creatorId: number }> {
    const sql =
      'SELECT event_id AS "eventId", creator_id AS "creatorId" FROM collaboration.votes WHERE id = $1';
    const [row] = await source.query<{ eventId: number; creatorId: number }>(sql, [id]);
    if (!row) throw new NotFound('The vote');
    return row;
  }

  /** Until the commit nobody ends it or votes in it. */
  async lock(tx: Tx, id: number): Promise<void> {
    await tx.query('SELECT FROM collaboration.votes WHERE id = $1 FOR UPDATE', [id]);
  }

  /** True where there was no ballot, and the vote with its options is gone. */
  async delete(tx: Tx, id: number): Promise<boolean> {
    return (await tx.query(DELETE, [id])).length > 0;
  }

  /** True for the one that ends it. */
  async end(tx: Tx, id: number, now: Date): Promise<boolean> {
    return (await tx.query(END, [id, now])).length > 0;
  }

  /** Ends up to `limit` votes whose time has come; answers their ids. */
  async endDue(tx: Tx, now: Date, limit: number): Promise<number[]> {
    return (await tx.query<{ id: number }>(END_DUE, [now, limit])).map(({ id }) => id);
  }

  /** Marks up to `limit` votes with new ballots, last published by `publishedBefore`; answers their ids. */
  async claimChangedResults(tx: Tx, now: Date, publishedBefore: Date, limit: number): Promise<number[]> {
    return (await tx.query<{ id: number }>(CLAIM_CHANGED, [now, publishedBefore, limit])).map(({ id }) => id);
  }

  /** Those of deleted events are left out. */
  async currentResults(source: Source, ids: number[]): Promise<PublishableVote[]> {
    if (ids.length === 0) return [];
    const rows = await source.query<Vote & Omit<PublishableVote, 'vote'>>(RESULTS, [ids]);
    return rows.map((row) => {
      const { options, eventTitle, visibility } = row;
      return { vote: toEntity(Vote, row), options, eventTitle, visibility };
    });
  }
}
