import { Injectable } from '@nestjs/common';
import { IdentityApi, type TrailEntry } from '../../identity/identity.api.js';
import type { Caller } from '../../platform/auth/caller.js';
import type { Page } from '../../platform/http/lists/lists.js';
import { SeeOther } from '../../platform/http/pipeline/json-text.js';
import type { PlatformRequest } from '../../platform/http/request/platform-request.js';
import { ofFifty, openedIn } from '../../platform/pages/page-lists.js';
import type { PageBodies } from '../../platform/pages/page.js';
import {
  AdminBookingsQuery,
  type AdminBookingResponse,
  type BookingResponse,
} from '../bookings/bookings.dto.js';
import { BookingsService } from '../bookings/bookings.service.js';
import type { AdminBookingForm } from './bookings-page.dto.js';

interface AdminBookings {
  list: Page<AdminBookingResponse>;
  opened: { booking: BookingResponse; trail: TrailEntry[] } | null;
}

/** Everybody's bookings, and one of them beside the list. */
@Injectable()
export class AdminBookingsPageService implements PageBodies {
  constructor(
    private readonly bookings: BookingsService,
    private readonly identity: IdentityApi,
  ) {}

  async read(
    caller: Caller,
    query: AdminBookingsQuery,
    { zone, id }: { zone: string; id: number | null },
  ): Promise<AdminBookings> {
    const list = await this.bookings.listAll(caller, ofFifty(query), zone);
    if (id === null) return { list, opened: null };
    const booking = await this.bookings.read(caller, id);
    return { list, opened: { booking, trail: await this.identity.trailOf('booking', id) } };
  }

  bodyOf(request: PlatformRequest): Promise<AdminBookings> {
    return this.read(request.caller!, new AdminBookingsQuery(), { zone: 'UTC', id: openedIn(request) });
  }

  /** Refuses as `DELETE admin/bookings/{id}` and `POST bookings/{id}/confirm`. */
  async submit(caller: Caller, { action, id }: AdminBookingForm): Promise<SeeOther> {
    if (action === 'cancel') await this.bookings.cancelAsAdmin(caller, id);
    else await this.bookings.confirm(caller, id);
    return new SeeOther(`/admin/bookings?open=${id}&done=${action}`);
  }
}
