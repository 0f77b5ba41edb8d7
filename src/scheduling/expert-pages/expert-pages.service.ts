import { Injectable } from '@nestjs/common';
import { CollaborationApi } from '../../collaboration/collaboration.api.js';
import { IdentityApi } from '../../identity/identity.api.js';
import type { Caller } from '../../platform/auth/caller.js';
import { readFields } from '../../platform/http/fields/read-fields.js';
import { SeeOther } from '../../platform/http/pipeline/json-text.js';
import type { PlatformRequest } from '../../platform/http/request/platform-request.js';
import type { PageBodies, PageChoices } from '../../platform/pages/page.js';
import { NotFound } from '../../shared/errors.js';
import { isTimeZone } from '../../shared/local-days.js';
import { DAY_MS, instantOf } from '../../shared/zoned-time.js';
import { CategoriesQuery, type CategoryResponse } from '../categories/categories.dto.js';
import { CategoriesService } from '../categories/categories.service.js';
import { ExpertsQuery, type ExpertResponse } from '../experts/experts.dto.js';
import { ExpertsQueries } from '../experts/experts.queries.js';
import { MeetingsService } from '../meetings/meetings.service.js';
import { CalculatedSlotsQuery, type FreeSlotResponse } from '../slot-lists/slot-lists.dto.js';
import { SlotListsService } from '../slot-lists/slot-lists.service.js';
import { ExpertPageQuery, wallTimeOf, type ExpertsPageQuery, type MeetingForm } from './expert-forms.dto.js';

const A_PAGE = 20;
const MOST_CATEGORIES = 100;
const MOST_REVIEWS = 20;
const LAST_DAY = 6;
const A_MINUTE_MS = 60_000;

interface Experts {
  experts: ExpertResponse[];
  count: number;
  page: number;
  has_more: boolean;
  categories: CategoryResponse[];
  timezone: string;
}

interface ExpertProfile {
  me: number;
  expert: ExpertResponse;
  reviews: unknown[];
  /** Of seven days from `date` on. */
  slots: FreeSlotResponse[];
  timezone: string;
  duration: number;
  date: string | null;
  start_time: Date | null;
}

/** Who can be asked, and one of them: `GET experts`, reviews and free times, and `POST meetings`. */
@Injectable()
export class ExpertPagesService implements PageBodies {
  constructor(
    private readonly experts: ExpertsQueries,
    private readonly categories: CategoriesService,
    private readonly lists: SlotListsService,
    private readonly meetings: MeetingsService,
    private readonly collaboration: CollaborationApi,
    private readonly identity: IdentityApi,
  ) {}

  async list(caller: Caller, query: ExpertsPageQuery, { zone }: PageChoices): Promise<Experts> {
    const { free_at: freeAt, timezone: asked, page, ...filters } = query;
    const timezone = asked ?? zone ?? (await this.zoneOf(caller));
    const { items, total, offset } = await this.experts.experts(
      Object.assign(new ExpertsQuery(), {
        ...{ ...filters, page, page_size: A_PAGE },
        free_at: freeAt && instantIn(timezone, freeAt),
      }),
    );
    const most = Object.assign(new CategoriesQuery(), { page_size: MOST_CATEGORIES });
    return {
      ...{ experts: items, count: total, page, has_more: offset + items.length < total, timezone },
      categories: (await this.categories.list(most)).items,
    };
  }

  /** Refuses with `NotFound` who is no expert, and days and lengths as the list of free times does. */
  async read(caller: Caller, id: number, query: ExpertPageQuery, zone: string | null): Promise<ExpertProfile> {
    const asked = Object.assign(new ExpertsQuery(), { user: id, page_size: 1 });
    const [expert] = (await this.experts.experts(asked)).items;
    if (!expert) throw new NotFound('The expert');
    const { date = null, duration, start_time = null } = query;
    const timezone = query.timezone ?? zone ?? (await this.zoneOf(caller));
    const days = date === null ? {} : { start_date: date, end_date: lastDayFrom(date) };
    const wanted = Object.assign(new CalculatedSlotsQuery(), {
      ...days,
      attendee_count: 1,
      duration,
      timezone,
    });
    const { text } = await this.lists.ofOrganizer(expert.slug, wanted, { caller, zone });
    const { slots } = JSON.parse(text) as { slots: FreeSlotResponse[] };
    const { items: reviews } = await this.collaboration.reviewsAbout(id, MOST_REVIEWS);
    return { me: caller.id, expert, reviews, slots, timezone, duration, date, start_time };
  }

  bodyOf({ caller, params, body }: PlatformRequest): Promise<ExpertProfile> {
    const { timezone } = body as { timezone?: unknown };
    const zone = typeof timezone === 'string' && isTimeZone(timezone) ? timezone : null;
    return this.read(caller!, Number(params['id']), readFields(ExpertPageQuery, {}), zone);
  }

  /** Refuses as `POST meetings`; leads to where credits are set aside for it. */
  async ask(caller: Caller, id: number, form: MeetingForm): Promise<SeeOther> {
    const { title, description, category_id, duration, local_start, timezone = 'UTC', credits } = form;
    const starts = form.start_time ?? instantIn(timezone, local_start!)!;
    const meeting = await this.meetings.request(caller, {
      ...{ title, description, category_id, expert_id: id, scheduled_start: starts },
      scheduled_end: new Date(starts.getTime() + duration * A_MINUTE_MS),
    });
    const path = `/meetings/${meeting.id}`;
    return new SeeOther(credits > 0 ? `${path}/credits?amount=${credits}` : `${path}?done=asked`);
  }

  private async zoneOf({ id }: Caller): Promise<string> {
    return (await this.identity.contactsOf([id])).get(id)?.timezone ?? 'UTC';
  }
}

function instantIn(zone: string, local: string): Date | undefined {
  const wall = wallTimeOf(local);
  return wall === undefined ? undefined : new Date(instantOf(zone, wall));
}

function lastDayFrom(date: string): string {
  return new Date(Date.parse(date) + LAST_DAY * DAY_MS).toISOString().slice(0, 10);
}
