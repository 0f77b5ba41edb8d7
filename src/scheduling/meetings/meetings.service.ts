import { Injectable } from '@nestjs/common';
import { BookingApi, type BookingData } from '../../booking/booking.api.js';
import { InvalidTransition, SlotUnavailable } from '../../booking/booking.errors.js';
import { CollaborationApi } from '../../collaboration/collaboration.api.js';
import { IdentityApi } from '../../identity/identity.api.js';
import type { Caller } from '../../platform/auth/caller.js';
import { Database } from '../../platform/database/database.js';
import type { Tx } from '../../platform/database/tx.js';
import type { Page } from '../../platform/http/lists/lists.js';
import { Clock } from '../../shared/clock.js';
import { Forbidden, InvalidInput, NotFound } from '../../shared/errors.js';
import { TimeRange } from '../../shared/time-range.js';
import { AvailabilityService } from '../availability/availability.service.js';
import { CategoriesService } from '../categories/categories.service.js';
import { OutsideAvailability, TimeConflict } from '../scheduling.errors.js';
import { problemsOf } from './meeting-times.policy.js';
import {
  toMeetingDetails,
  toMeetingResponse,
  type MeetingDetailsResponse,
  type MeetingRequest,
  type MeetingResponse,
  type MeetingsQuery,
  type MeetingStatusRequest,
  type MeetingStatusResponse,
} from './meetings.dto.js';
import { MeetingsQueries } from './meetings.queries.js';
import { MeetingsRepository } from './meetings.repository.js';

type Side = 'requester' | 'expert' | 'admin';

const CAUSES = { requester: 'booker', expert: 'host', admin: 'admin' } as const;

@Injectable()
export class MeetingsService {
  constructor(
    private readonly db: Database,
    private readonly meetings: MeetingsRepository,
    private readonly queries: MeetingsQueries,
    private readonly categories: CategoriesService,
    private readonly availability: AvailabilityService,
    private readonly booking: BookingApi,
    private readonly collaboration: CollaborationApi,
    private readonly identity: IdentityApi,
    private readonly clock: Clock,
  ) {}

  /** Refuses with `InvalidInput`, and with 409 `TIME_CONFLICT` and `OUTSIDE_AVAILABILITY`. */
  async request(caller: Caller, request: MeetingRequest): Promise<MeetingResponse> {
    const now = this.clock.now();
    const { expert_id: expertId, scheduled_start: startsAt, scheduled_end: endsAt } = request;
    const problems = problemsOf({ requesterId: caller.id, expertId, startsAt, endsAt }, now);
    const isKnown = (await this.identity.contactsOf([expertId])).has(expertId);
    if (!isKnown) problems.expert = ['Expert with this ID does not exist.'];
    if (!(await this.categories.exists(request.category_id)))
      problems.category = ['Category with this ID does not exist.'];
    if (Object.keys(problems).length > 0) throw new InvalidInput(problems);
    return this.db.transaction(async (tx) => {
      const { id: categoryId } = await this.categories.getForShare(tx, request.category_id);
      await this.requireFree(tx, caller.id, expertId, TimeRange.of(startsAt, endsAt));
      const { id } = await this.reserve(tx, caller.id, { expertId, startsAt, endsAt });
      await this.meetings.insert(tx, { ...request, id, categoryId });
      return toMeetingResponse(
        (await this.queries.find(tx, id, now))!,
        await this.names([caller.id, expertId], tx),
      );
    });
  }

  async list(caller: Caller, query: MeetingsQuery): Promise<Page<MeetingResponse>> {
    const page = await this.queries.ofPerson(caller.id, query, this.clock.now());
    const names = await this.names(page.items.flatMap(({ requesterId, expertId }) => [requesterId, expertId]));
    return { ...page, items: page.items.map((row) => toMeetingResponse(row, names)) };
  }

  /** `NotFound` to everybody but the two and admins. */
  async read(caller: Caller, id: number): Promise<MeetingDetailsResponse> {
    const found = await this.queries.find(this.db, id, this.clock.now());
    if (!found) throw new NotFound('The meeting');
    sideOf({ personId: found.requesterId, hostId: found.expertId }, caller);
    const names = await this.names([found.requesterId, found.expertId]);
    return toMeetingDetails(found, names, await this.collaboration.reviewsOfMeeting(id, names));
  }

  /** Refuses with `NotFound`, `Forbidden`, `InvalidTransition` and `TooLate`. */
  async change(caller: Caller, id: number, { status }: MeetingStatusRequest): Promise<MeetingStatusResponse> {
    const found = await this.booking.find(this.db, id);
    if (found?.kind !== 'meeting') throw new NotFound('The meeting');
    const side = sideOf(found, caller);
    const moved = await this.db.transaction((tx) => this.move(tx, found, status, side, caller.id));
    return { id, status: moved.status, updated_at: this.clock.now() };
  }

  private move(
    tx: Tx,
    found: BookingData,
    to: BookingData['status'],
    side: Side,
    actorId: number,
  ): Promise<BookingData> {
    const { id, status } = found;
    const invalid = () => new InvalidTransition(status, to, []);
    if (to === 'confirmed') {
      if (side !== 'expert') throw new Forbidden('Only the expert confirms a meeting.');
      if (status !== 'pending') throw invalid();
      return this.booking.confirm(tx, id, { actorId, byHost: true });
    }
    if (to !== 'cancelled' && to !== 'completed') throw invalid();
    if (status === 'no_show' && side === 'admin')
      return this.booking.decideNoShow(tx, id, to === 'completed' ? 'award' : 'annul', { actorId });
    if (to === 'cancelled') return this.booking.cancel(tx, id, { actorId, cause: CAUSES[side] });
    if (side === 'expert' && found.startsAt > this.clock.now()) throw invalid();
    return this.booking.complete(tx, id, { actorId });
  }

  /** Of what people say of their own time; what they have booked is left to the claims. */
  private async requireFree(tx: Tx, personId: number, expertId: number, range: TimeRange): Promise<void> {
    if (!(await this.availability.isAvailable(tx, expertId, range))) throw new OutsideAvailability();
    if (await this.availability.isBlocked(tx, [personId, expertId], range)) throw new TimeConflict();
  }

  private async reserve(
    tx: Tx,
    personId: number,
    { expertId: hostId, ...times }: { expertId: number; startsAt: Date; endsAt: Date },
  ): Promise<BookingData> {
    try {
      return await this.booking.reserveTime(tx, {
        ...{ kind: 'meeting', refId: null, personId, hostId, people: [personId, hostId], ...times },
        ...{ awaitsHost: true, expiresAt: times.startsAt, noticeMinutes: 0 },
      });
    } catch (error) {
      throw error instanceof SlotUnavailable ? new TimeConflict() : error;
    }
  }

  private names(ids: number[], source?: Pick<Tx, 'query'>) {
    return this.identity.people([...new Set(ids)], source);
  }
}

/** `NotFound` to strangers. */
function sideOf(
  { personId, hostId }: Pick<BookingData, 'personId' | 'hostId'>,
  caller: Pick<Caller, 'id' | 'isAdmin'>,
): Side {
  if (personId === caller.id) return 'requester';
  if (hostId === caller.id) return 'expert';
  if (caller.isAdmin) return 'admin';
  throw new NotFound('The meeting');
}
