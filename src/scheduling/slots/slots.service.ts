import { Injectable } from '@nestjs/common';
import type { Tx } from '../../platform/database/tx.js';
import { Clock } from '../../shared/clock.js';
import { DAY_MS } from '../../shared/zoned-time.js';
import { HostTimeQueries } from './host-time.queries.js';
import { toSlotExplanation, type SlotExplanationResponse } from './slot-explanation.dto.js';
import { refusalOf } from './slot-explanation.policy.js';
import { earliestStart, listSlots, type SlotTerms } from './slot-search.policy.js';

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

/** What is accepted is what is listed: both ask the same search. */
@Injectable()
export class SlotsService {
  constructor(
    private readonly hosts: HostTimeQueries,
    private readonly clock: Clock,
  ) {}

  /** Why this start cannot be booked now, with up to three that can; null where it can. */
  async refusalOf(
    source: Source,
    offered: OfferedTime,
    asked: AskedStart,
  ): Promise<SlotExplanationResponse | null> {
    const { at, party, leavingOut = null } = asked;
    const now = this.clock.millis();
    const span = { from: at, until: at + offered.terms.duration * MINUTE };
    const host = await this.hosts.get(source, { ...offered, span, now, leavingOut });
    if (!refusalOf(offered.terms, host, { now, party }, at)) return null;
    return this.explain(source, offered, asked);
  }

  /** Whether and why not this start can be booked now, and up to three that can after it. */
  async explain(
    source: Source,
    offered: OfferedTime,
    { at, party, leavingOut = null, seesBusy = false }: AskedStart,
  ): Promise<SlotExplanationResponse> {
    const { terms } = offered;
    const now = this.clock.millis();
    const from = Math.max(at, earliestStart(terms, now));
    const span = { from, until: from + LOOKS_AHEAD_MS };
    const host = await this.hosts.get(source, { ...offered, span, now, leavingOut });
    const asker = { now, party };
    const refusal = refusalOf(terms, host, asker, at);
    const later = listSlots(terms, host, asker, { ...span, from: Math.max(from, at + 1) });
    const nextFree = later.slice(0, NEXT_FREE).map(({ start }) => start);
    return toSlotExplanation({ at, refusal, nextFree, seesBusy });
  }
}
