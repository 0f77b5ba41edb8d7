import { Injectable } from '@nestjs/common';
import { Database } from '../../platform/database/database.js';
import type { Tx } from '../../platform/database/tx.js';
import { Clock } from '../../shared/clock.js';
import { SharedReads } from '../../shared/concurrency/shared-reads.js';
import { DAY_MS } from '../../shared/zoned-time.js';
import type { Span } from '../availability/opening-hours.policy.js';
import { HostTimeQueries } from './host-time.queries.js';
import { slotUnavailable, toSlotExplanation, type SlotExplanationResponse } from './slot-explanation.dto.js';
import { refusalOf, type Refusal } from './slot-explanation.policy.js';
import { earliestStart, listSlots, type HostTime, type SlotTerms } from './slot-search.policy.js';

const NEXT_FREE = 3;
const LOOKS_AHEAD_MS = 92 * DAY_MS;
const MINUTE = 60_000;

/** What is offered: an event type, or without one the host's bare time. */
export interface OfferedTime {
  hostId: number;
  typeId: number | null;
  /** Of the duration that is asked for. */
  terms: SlotTerms;
}

export interface AskedStart {
  /** Milliseconds. */
  at: number;
  party: number;
  /** A booking that is about to move, or its token: not busy, in no limit, and its seats are free. */
  leavingOut?: number | string | null;
  /** The host and admins learn what stands in the way. */
  seesBusy?: boolean;
}

type Source = Pick<Tx, 'query'>;

/** For who holds locks: `explaining` makes a `SlotUnavailable` of it once they are let go. */
export class NotOffered extends Error {
  constructor(
    readonly offered: OfferedTime,
    readonly asked: AskedStart,
    readonly refusal: Refusal,
  ) {
    super(`This start cannot be booked: ${refusal.reason}.`);
  }
}

/** What is accepted is what is listed: both ask the same search. */
@Injectable()
export class SlotsService {
  private readonly searches = new SharedReads<number[]>();

  constructor(
    private readonly db: Database,
    private readonly hosts: HostTimeQueries,
    private readonly clock: Clock,
  ) {}

  /** Why this start cannot be booked now; null where it can. */
  async refusalOf(source: Source, offered: OfferedTime, asked: AskedStart): Promise<NotOffered | null> {
    const { at, party, leavingOut = null } = asked;
    const now = this.clock.millis();
    const span = { from: at, until: at + offered.terms.duration * MINUTE };
    const host = await this.hosts.get(source, { ...offered, span, now, leavingOut });
    const refusal = refusalOf(offered.terms, host, { now, party }, at);
    return refusal && new NotOffered(offered, asked, refusal);
  }

  /** Refuses with `SlotUnavailable`, why and up to three that are free, what `work` found not to be offered. */
  async explaining<T>(work: () => Promise<T>): Promise<T> {
    try {
      return await work();
    } catch (error) {
      if (!(error instanceof NotOffered)) throw error;
      const { offered, asked, refusal } = error;
      const { at, party, leavingOut, seesBusy = false } = asked;
      const nextFree = await this.searches.read(JSON.stringify([offered, at, party, leavingOut]), async () =>
        nextFreeOf(offered, asked, await this.ahead(this.db, offered, asked)),
      );
      throw slotUnavailable(toSlotExplanation({ at, refusal, nextFree, seesBusy }));
    }
  }

  /** Whether and why not this start can be booked now, and up to three that can after it. */
  async explain(source: Source, offered: OfferedTime, asked: AskedStart): Promise<SlotExplanationResponse> {
    const { at, party, seesBusy = false } = asked;
    const ahead = await this.ahead(source, offered, asked);
    const refusal = refusalOf(offered.terms, ahead.host, { now: ahead.now, party }, at);
    return toSlotExplanation({ at, refusal, nextFree: nextFreeOf(offered, asked, ahead), seesBusy });
  }

  private async ahead(source: Source, offered: OfferedTime, asked: AskedStart): Promise<Ahead> {
    const { at, leavingOut = null } = asked;
    const now = this.clock.millis();
    const from = Math.max(at, earliestStart(offered.terms, now));
    const span = { from, until: from + LOOKS_AHEAD_MS };
    return { now, span, host: await this.hosts.get(source, { ...offered, span, now, leavingOut }) };
  }
}

interface Ahead {
  now: number;
  span: Span;
  host: HostTime;
}

function nextFreeOf({ terms }: OfferedTime, { at, party }: AskedStart, { now, span, host }: Ahead): number[] {
  const later = listSlots(terms, host, { now, party }, { ...span, from: Math.max(span.from, at + 1) });
  return later.slice(0, NEXT_FREE).map(({ start }) => start);
}
