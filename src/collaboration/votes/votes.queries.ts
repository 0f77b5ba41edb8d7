import { Injectable } from '@nestjs/common';
import { IdentityApi } from '../../identity/identity.api.js';
import type { Caller } from '../../platform/auth/caller.js';
import { columnList, toEntity } from '../../platform/database/column-list.js';
import { Database } from '../../platform/database/database.js';
import { prepared } from '../../platform/database/prepared-statement.js';
import type { Tx } from '../../platform/database/tx.js';
import { pageOf, type Ordering, type Page } from '../../platform/http/lists/lists.js';
import { Clock } from '../../shared/clock.js';
import { NotFound } from '../../shared/errors.js';
import { visibleTo } from '../model/event-visibility.rules.js';
import { eventItems } from '../participation/event-items-selection.queries.js';
import type { CountedOption } from './vote-results.policy.js';
import { Vote, type VoteStatus } from './vote.entity.js';
import {
  type VoteDetailsResponse,
  type VoteResponse,
  type VoteResultsResponse,
  type VotesQuery,
  toVoteDetails,
  toVoteResponse,
  toVoteResults,
  type VoteForReader,
} from './votes.dto.js';
import { optionsOf } from './votes.sql.js';

const ORDERING: Ordering = {
  ordering: { created_at: 'x.created_at', ends_at: 'x.ends_at' },
  default: '-created_at',
  tiebreak: 'x.id',
};

const READ = `SELECT ${columnList('v', Vote)}, ${optionsOf('v')} AS options, e.title AS "eventTitle",
     e.starts_at AS "eventDate", own.option_ids AS "optionIds", own.cast_at AS "castAt"
   FROM collaboration.votes v JOIN collaboration.events e ON e.id = v.event_id
   LEFT JOIN collaboration.ballots own ON own.vote_id = v.id AND own.person_id = $2::bigint
   WHERE ${visibleTo.sql('e', '$2', '$3')}`;

const ONE = prepared('collaboration-vote', `${READ} AND v.id = $1`);

const OF_EVENT = prepared(
  'collaboration-votes-of-event',
  `${READ} AND v.event_id = $1 ORDER BY v.created_at DESC, v.id DESC LIMIT 50`,
);

const BRIEF = prepared(
  'collaboration-votes-brief',
  `SELECT id, title, CASE WHEN ended_at IS NULL AND ends_at > $2 THEN 'active' ELSE 'ended' END AS status
   FROM collaboration.votes WHERE event_id = $1 ORDER BY created_at, id LIMIT 1000`,
);

interface Row extends Vote {
  options: CountedOption[];
  eventTitle: string;
  eventDate: Date;
  optionIds: number[] | null;
  castAt: Date | null;
}

/** Shows votes in at most three statements. */
@Injectable()
export class VotesQueries {
  constructor(
    private readonly db: Database,
    private readonly identity: IdentityApi,
    private readonly clock: Clock,
  ) {}

  async list(caller: Caller, query: VotesQuery): Promise<Page<VoteResponse>> {
    const now = this.clock.now();
    const selection = eventItems('collaboration.votes', caller, query.event).and('x.creator_id = $creator', {
      creator: query.creator,
    });
    if (query.status === 'active') selection.and('x.ends_at > $now', { now });
    if (query.status === 'ended') selection.and('x.ends_at <= $now', { now });
    const columns = `${columnList('x', Vote)}, e.title AS "eventTitle"`;
    const page = await selection.page<Row>(this.db, columns, pageOf(query, ORDERING));
    const people = await this.identity.people(page.items.map(({ creatorId }) => creatorId));
    return { ...page, items: page.items.map((row) => toVoteResponse(row, row.eventTitle, people, now)) };
  }

  /** `NotFound` to those who do not see its event. */
  async get(caller: Caller, id: number): Promise<VoteDetailsResponse> {
    const seen = await this.getForReader(caller, id);
    const people = await this.identity.people([seen.vote.creatorId]);
    return toVoteDetails(seen, people, this.clock.now());
  }

  /** The newest fifty of an event, each as `get` shows it; none to those who do not see it. */
  async ofEvent(caller: Caller, eventId: number): Promise<VoteDetailsResponse[]> {
    const rows = await this.db.query<Row>(OF_EVENT, [eventId, caller.id, caller.isAdmin]);
    const people = await this.identity.people(rows.map(({ creatorId }) => creatorId));
    const now = this.clock.now();
    return rows.map((row) => toVoteDetails(forReader(row), people, now));
  }

  /** `NotFound` to those who do not see its event. */
  async results(caller: Caller, id: number): Promise<VoteResultsResponse> {
    return toVoteResults(await this.getForReader(caller, id), this.clock.now());
  }

  /** The first thousand votes of an event; who may see them is for the caller to check. */
  briefOf(
    source: Pick<Tx, 'query'>,
    eventId: number,
  ): Promise<{ id: number; title: string; status: VoteStatus }[]> {
    return source.query(BRIEF, [eventId, this.clock.now()]);
  }

  private async getForReader(caller: Caller, id: number): Promise<VoteForReader> {
    const [row] = await this.db.query<Row>(ONE, [id, caller.id, caller.isAdmin]);
    if (!row) throw new NotFound('The vote');
    return forReader(row);
  }
}

function forReader(row: Row): VoteForReader {
  const { options, eventTitle, eventDate, optionIds, castAt } = row;
  const own = optionIds && { optionIds, castAt: castAt! };
  return { vote: toEntity(Vote, row), options, eventTitle, eventDate, own };
}
