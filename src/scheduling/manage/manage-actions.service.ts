import { Injectable } from '@nestjs/common';
import { BookingApi, started, type BookingData } from '../../booking/booking.api.js';
import { InvalidTransition, SlotUnavailable } from '../../booking/booking.errors.js';
import { Database } from '../../platform/database/database.js';
import type { Tx } from '../../platform/database/tx.js';
import { Clock } from '../../shared/clock.js';
import { TimeConflict } from '../scheduling.errors.js';
import { SlotsService } from '../slots/slots.service.js';
import { AttendeesService } from './attendees.service.js';
import type { ManagedAppointmentResponse, ManageRequest } from './manage.dto.js';
import { ManagedAppointmentsService, type Linked } from './managed-appointments.service.js';
import { MovesService } from './moves.service.js';

const BY_LINK = { actorId: null, cause: 'booker' } as const;

/** What invitees do with their appointments by the link, each in one transaction. */
@Injectable()
export class ManageActionsService {
  constructor(
    private readonly db: Database,
    private readonly managed: ManagedAppointmentsService,
    private readonly moves: MovesService,
    private readonly slots: SlotsService,
    private readonly attendees: AttendeesService,
    private readonly booking: BookingApi,
    private readonly clock: Clock,
  ) {}

  /**
   * Refuses with `NotFound`, with `InvalidTransition` what is over or has begun, with `TooLate` inside the
   * notice, and as the action does.
   */
  manage(token: string, request: ManageRequest): Promise<ManagedAppointmentResponse> {
    return this.slots.explaining(() =>
      this.db.transaction(async (tx) => {
        const linked = await this.managed.open(tx, token);
        await this.act(tx, linked, request);
        return this.managed.readIn(tx, token);
      }),
    );
  }

  private async act(tx: Tx, linked: Linked, request: ManageRequest): Promise<unknown> {
    const { booking, entry } = linked;
    const { action, reason } = request;
    if (!booking) {
      if (action !== 'cancel') throw new InvalidTransition('waitlisted', action, ['cancelled'], 'appointment');
      return this.booking.leaveWaitlist(tx, entry, { actorId: null, reason });
    }
    if (started.of(booking, this.clock.now())) throw new InvalidTransition(booking.status, action, []);
    switch (action) {
      case 'cancel':
        return this.booking.cancel(tx, booking.id, { ...BY_LINK, reason });
      case 'reschedule':
        return this.moves.moveAsInvitee(tx, booking, request);
      case 'confirm':
        return this.takeUp(tx, linked.booking, entry?.status === 'offered');
      default:
        return this.attendees.change(tx, booking, { ...request, action });
    }
  }

  private async takeUp(tx: Tx, { id, status, personId }: BookingData, isOffered: boolean): Promise<void> {
    if (!isOffered || status !== 'pending') throw new InvalidTransition(status, 'confirmed', []);
    try {
      await this.booking.takeUp(tx, id, { actorId: null });
    } catch (error) {
      throw error instanceof SlotUnavailable && personId !== null ? new TimeConflict() : error;
    }
  }
}
