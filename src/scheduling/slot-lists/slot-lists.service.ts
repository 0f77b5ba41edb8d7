import { Injectable } from '@nestjs/common';
import type { Caller } from '../../platform/auth/caller.js';
import { Database } from '../../platform/database/database.js';
import { JsonText, weakTag } from '../../platform/http/pipeline/json-text.js';
import { Clock } from '../../shared/clock.js';
import { SharedReads } from '../../shared/concurrency/shared-reads.js';
import { contentDigest } from '../../shared/texts.js';
import { InvalidInput, NotFound } from '../../shared/errors.js';
import type { Span } from '../availability/opening-hours.policy.js';
import type { EventType } from '../event-types/event-type.entity.js';
import { toTypeSummary } from '../event-types/published-types.dto.js';
import {
  PublishedTypesQueries,
  type Organizer,
  type PublishedType,
} from '../event-types/published-types.queries.js';
import { HostTimeQueries } from '../slots/host-time.queries.js';
import type { SlotExplanationResponse } from '../slots/slot-explanation.dto.js';
import { listChangesAt, listSlots, type SlotTerms } from '../slots/slot-search.policy.js';
import { slotTermsOf } from '../slots/slot-terms.policy.js';
import { SlotsService, type OfferedTime } from '../slots/slots.service.js';
import { askedSpan } from './asked-days.policy.js';
import { type CalculatedSlotsQuery, type SlotsMetaResponse, type SlotsQuery } from './slot-lists.dto.js';
import { SlotAnswersRepository, type KeptAnswer } from './slot-answers.repository.js';
import { slotsText } from './slots-text.policy.js';

const MINUTE = 60_000;
const BARE_MINUTES = 30;

/** Who asks, and the zone that comes with the request. */
export interface SlotsAsker {
  caller: Caller | null;
  zone: string | null;
}

/** `slots` is JSON already. */
export interface SlotsAnswer {
  duration: number;
  timezone: string;
  slots: JsonText;
  /** Of the slots. */
  digest: string;
  explain: SlotExplanationResponse | undefined;
  meta: SlotsMetaResponse;
}

interface AskedList extends OfferedTime {
  span: Span;
  party: number;
  leavingOut: string | null;
  timezone: string;
}

interface FoundAnswer {
  answer: KeptAnswer;
  isKept: boolean;
}

/** The starts of some days that can be booked now. */
@Injectable()
export class SlotListsService {
  private readonly published = new SharedReads<PublishedType | null>();
  private readonly organizers = new SharedReads<Organizer | null>();
  private readonly searches = new SharedReads<FoundAnswer>();

  constructor(
    private readonly db: Database,
    private readonly types: PublishedTypesQueries,
    private readonly hosts: HostTimeQueries,
    private readonly slots: SlotsService,
    private readonly answers: SlotAnswersRepository,
    private readonly clock: Clock,
  ) {}

  /** Of a published type. Refuses with `NotFound`, and like `answer`. */
  async ofType(
    organizerSlug: string,
    typeSlug: string,
    query: SlotsQuery,
    asker: SlotsAsker,
  ): Promise<JsonText> {
    const found = await this.published.read(JSON.stringify([organizerSlug, typeSlug]), () =>
      this.types.find(organizerSlug, typeSlug),
    );
    if (!found) throw new NotFound('The event type');
    const answer = await this.answer(found.organizer, found.type, query, asker);
    return bodyOf(found.organizer, toTypeSummary(found.type, answer.duration), answer);
  }

  /** Of a published type, or of the organizer's bare time. Refuses like `ofType`. */
  async ofOrganizer(slug: string, query: CalculatedSlotsQuery, asker: SlotsAsker): Promise<JsonText> {
    if (query.event_type !== undefined) return this.ofType(slug, query.event_type, query, asker);
    const organizer = await this.organizers.read(slug, () => this.types.findOrganizer(slug));
    if (!organizer) throw new NotFound('The organizer');
    return bodyOf(organizer, null, await this.answer(organizer, null, query, asker));
  }

  /** Refuses with `InvalidInput` days, a zone, a duration and a booking that there are not. */
  async answer(
    organizer: Organizer,
    type: EventType | null,
    query: SlotsQuery,
    { caller, zone }: SlotsAsker,
  ): Promise<SlotsAnswer> {
    const begin = performance.now();
    const { attendee_count: party, reschedule: leavingOut = null, explain: explained } = query;
    const timezone = query.timezone ?? zone ?? organizer.timezone;
    const now = this.clock.millis();
    const terms = termsOf(type, query.duration);
    const offered: OfferedTime = { hostId: organizer.id, typeId: type?.id ?? null, terms };
    const asked = { ...offered, span: askedSpan(query, timezone, now), party, leavingOut, timezone };
    const { calendarsReadAt: calendars_synced_at } = organizer;
    const { answer, isKept } = await this.found(organizer.revision, asked, now);
    const seesBusy = caller !== null && (caller.isAdmin || caller.id === organizer.id);
    const explain =
      explained &&
      (await this.slots.explain(this.db, offered, { at: explained.getTime(), party, leavingOut, seesBusy }));
    const calculation_ms = Math.round((performance.now() - begin) * 1000) / 1000;
    return {
      ...{ duration: terms.duration, timezone, explain, digest: answer.digest },
      slots: new JsonText(answer.text),
      meta: { performance: { calculation_ms, cache_hit: isKept }, calendars_synced_at },
    };
  }

  /** Kept, or searched once for all who ask the same at once. */
  private async found(revision: number, asked: AskedList, now: number): Promise<FoundAnswer> {
    const question = JSON.stringify([revision, asked]);
    return (
      (await this.kept(question, now)) ??
      this.searches.read(question, async () => {
        const at = this.clock.millis();
        const kept = await this.kept(question, at);
        if (kept) return kept;
        const answer = await this.search(asked, at);
        await this.answers.keep(question, answer, at);
        return { answer, isKept: false };
      })
    );
  }

  private async kept(question: string, now: number): Promise<FoundAnswer | undefined> {
    const answer = await this.answers.find(question, now);
    return answer && { answer, isKept: true };
  }

  private async search(asked: AskedList, now: number): Promise<KeptAnswer> {
    const { span, terms, party, leavingOut, timezone } = asked;
    const host = await this.hosts.get(this.db, { ...asked, now });
    if (leavingOut !== null && host.leftOut === null)
      throw new InvalidInput({ reschedule: ['The organizer has no such booking.'] });
    const asker = { now, party };
    const slots = listSlots(terms, host, asker, span);
    const text = slotsText(slots, terms.duration * MINUTE, timezone);
    return { text, digest: contentDigest(text), changesAt: listChangesAt(terms, host, asker, slots) };
  }
}

/** The wire's body, whose tag does not know of `meta`. */
export function bodyOf(organizer: Organizer, event_type: object | null, answer: SlotsAnswer): JsonText {
  const { timezone, slots, explain, digest, meta } = answer;
  const { slug, fullName: full_name, timezone: zone } = organizer;
  const head = { organizer: { slug, full_name, timezone: zone }, event_type, timezone };
  const tag = weakTag(JSON.stringify([head, digest, explain]));
  return JsonText.object({ ...head, slots, explain, meta }, tag);
}

function termsOf(type: EventType | null, asked: number | undefined): SlotTerms {
  if (!type) return bareTerms(asked ?? BARE_MINUTES);
  if (asked !== undefined && !type.offers(asked))
    throw new InvalidInput({ duration: ['This length is not offered.'] });
  return slotTermsOf(type, asked);
}

/** Nothing but the hours and what is busy. */
function bareTerms(duration: number): SlotTerms {
  return {
    ...{ duration, interval: duration, bufferBefore: 0, bufferAfter: 0, minimumNotice: 0 },
    ...{ window: { type: 'unlimited' }, maxPerDay: null, maxPerWeek: null, maxAttendees: 1 },
  };
}
