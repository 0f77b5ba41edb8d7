import { Injectable } from '@nestjs/common';
import { IdentityApi, type TrailEntry } from '../../identity/identity.api.js';
import type { Caller } from '../../platform/auth/caller.js';
import type { Page } from '../../platform/http/lists/lists.js';
import { SeeOther } from '../../platform/http/pipeline/json-text.js';
import type { PlatformRequest } from '../../platform/http/request/platform-request.js';
import { ofFifty, openedIn } from '../../platform/pages/page-lists.js';
import type { PageBodies } from '../../platform/pages/page.js';
import { CategoriesQuery, type CategoryResponse } from '../categories/categories.dto.js';
import { CategoriesService } from '../categories/categories.service.js';
import {
  AdminTimeSlotsQuery,
  type AdminTimeSlotResponse,
  type TimeSlotRequest,
} from '../timeslots/timeslots.dto.js';
import { TimeslotsQueries } from '../timeslots/timeslots.queries.js';
import { TimeslotsService } from '../timeslots/timeslots.service.js';
import { toSlot, type SlotsForm } from './slots-page.dto.js';

const MOST_CATEGORIES = 100;

interface AdminSlots {
  list: Page<AdminTimeSlotResponse>;
  categories: CategoryResponse[];
  opened: { slot: AdminTimeSlotResponse; trail: TrailEntry[] } | null;
}

/** Time slots with their bookings; made, moved and deleted here. */
@Injectable()
export class SlotsPageService implements PageBodies {
  constructor(
    private readonly queries: TimeslotsQueries,
    private readonly slots: TimeslotsService,
    private readonly categories: CategoriesService,
    private readonly identity: IdentityApi,
  ) {}

  async read(
    caller: Caller,
    query: AdminTimeSlotsQuery,
    { zone, id }: { zone: string; id: number | null },
  ): Promise<AdminSlots> {
    const all = Object.assign(new CategoriesQuery(), { page_size: MOST_CATEGORIES });
    const { items: categories } = await this.categories.list(all);
    const list = await this.queries.listForAdmin(ofFifty(query), zone, caller.id);
    if (id === null) return { list, categories, opened: null };
    const slot = await this.queries.getForAdmin(id, caller.id);
    return { list, categories, opened: { slot, trail: await this.identity.trailOf('timeslot', id) } };
  }

  bodyOf(request: PlatformRequest): Promise<AdminSlots> {
    return this.read(request.caller!, new AdminTimeSlotsQuery(), { zone: 'UTC', id: openedIn(request) });
  }

  /** Refuses as the routes `admin/timeslots`. */
  async submit(caller: Caller, form: SlotsForm): Promise<SeeOther> {
    const slot = toSlot(form);
    switch (form.action) {
      case 'create': {
        const { id } = await this.slots.create({ capacity: 1, ...slot } as TimeSlotRequest, caller.id);
        return new SeeOther(`/admin/slots?open=${id}&done=create`);
      }
      case 'change':
        await this.slots.change(form.id!, slot, caller.id);
        return new SeeOther(`/admin/slots?open=${form.id}&done=change`);
      case 'remove':
        await this.slots.remove(form.id!, caller.id);
        return new SeeOther('/admin/slots?done=remove');
    }
  }
}
