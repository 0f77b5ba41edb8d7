import { Injectable } from '@nestjs/common';
import { BookingSnapshotsService } from '../../booking/booking.api.js';
import { CollaborationApi } from '../../collaboration/collaboration.api.js';
import type { PaymentRow } from '../../payments/payments.api.js';
import type { Tx } from '../../platform/database/tx.js';
import { SchedulingApi, type AppointmentRow } from '../../scheduling/scheduling.api.js';
import { Clock } from '../../shared/clock.js';
import { appointmentThen, paymentThen } from './told-bodies.policy.js';
import type { ToldBooking, ToldChange, ToldEvent, ToldPayment } from './told-change.policy.js';

export interface ToldBody {
  body: object;
  /** Whom it names. */
  aboutPersonId: number | null;
  aboutEmail: string | null;
  /** It was never held, but firm when it was made. */
  isFirmFromTheStart: boolean;
}

interface Known {
  payments: ReadonlyMap<number, PaymentRow>;
  appointments: ReadonlyMap<number, AppointmentRow>;
}

/** Bodies as they are on the wire, and as they were then, in a constant number of queries. */
@Injectable()
export class ToldBodiesService {
  constructor(
    private readonly bookings: BookingSnapshotsService,
    private readonly scheduling: SchedulingApi,
    private readonly collaboration: CollaborationApi,
    private readonly clock: Clock,
  ) {}

  /** Appointments that these tell of, and those that were paid without an account. */
  appointmentsOf(
    tx: Tx,
    changes: readonly ToldChange[],
    payments: Known['payments'],
  ): Promise<Map<number, AppointmentRow>> {
    const ids = changes.flatMap((change) => {
      if (change.subject === 'booking') return change.isAppointment ? change.id : [];
      const paid = change.subject === 'payment' ? payments.get(change.id) : undefined;
      return paid?.personId === null ? paid.bookingId : [];
    });
    return this.scheduling.appointmentsOf(tx, [...new Set(ids)], this.clock.now());
  }

  /** What is gone has none. */
  async bodiesOf(tx: Tx, changes: readonly ToldChange[], known: Known): Promise<Map<ToldChange, ToldBody>> {
    const bookings = changes.filter(
      (change): change is ToldBooking => change.subject === 'booking' && !change.isAppointment,
    );
    const events = changes.filter((change): change is ToldEvent => change.subject === 'event');
    const snapshotOf = <Snapshot>({ snapshot }: { snapshot: Snapshot }) => snapshot;
    const booked = await this.bookings.bodiesOf(tx, bookings.map(snapshotOf));
    const held = await this.collaboration.eventBodiesOf(tx, events.map(snapshotOf));
    const bodies = new Map<ToldChange, ToldBody>();
    bookings.forEach((change, n) => {
      const body = booked[n];
      if (!body) return;
      const isFirmFromTheStart = body.confirmed_at?.getTime() === body.registered_at.getTime();
      bodies.set(change, { body, aboutPersonId: change.personId, aboutEmail: null, isFirmFromTheStart });
    });
    events.forEach((change, n) => {
      const body = held[n];
      if (body) bodies.set(change, { body, aboutPersonId: null, aboutEmail: null, isFirmFromTheStart: false });
    });
    for (const change of changes) {
      const told = this.ofKnown(change, known);
      if (told) bodies.set(change, told);
    }
    return bodies;
  }

  private ofKnown(change: ToldChange, { payments, appointments }: Known): ToldBody | undefined {
    if (change.subject === 'payment') return paidBody(change, payments, appointments);
    const row = change.subject === 'booking' ? appointments.get(change.id) : undefined;
    if (!row || change.subject !== 'booking') return undefined;
    return {
      ...whomOf(row),
      body: appointmentThen(row, change.snapshot),
      isFirmFromTheStart: row.isFirmFromTheStart,
    };
  }
}

function paidBody(
  change: ToldPayment,
  payments: Known['payments'],
  appointments: Known['appointments'],
): ToldBody | undefined {
  const paid = payments.get(change.id);
  if (!paid) return undefined;
  const { personId, bookingId } = paid;
  const payer = personId === null ? appointments.get(bookingId) : undefined;
  const about = payer ? whomOf(payer) : { aboutPersonId: personId, aboutEmail: null };
  return { ...about, body: paymentThen(paid.body, change), isFirmFromTheStart: false };
}

function whomOf({ personId, inviteeEmail }: AppointmentRow) {
  return { aboutPersonId: personId, aboutEmail: personId === null ? inviteeEmail : null };
}
