import { Injectable } from '@nestjs/common';
import { BookingApi, type BookingData } from '../../booking/booking.api.js';
import type { Tx } from '../../platform/database/tx.js';
import { Clock } from '../../shared/clock.js';
import { InvalidInput } from '../../shared/errors.js';
import { AppointmentsRepository, type Party } from '../appointments/appointments.repository.js';
import { AlreadyAttending, AttendeesFixed } from '../scheduling.errors.js';
import type { ManageRequest } from './manage.dto.js';

export type AttendeeChange = Pick<ManageRequest, 'name' | 'email'> & {
  action: 'add_attendee' | 'remove_attendee';
};

/** Who comes along to a session, beside the invitee: each takes a seat. */
@Injectable()
export class AttendeesService {
  constructor(
    private readonly booking: BookingApi,
    private readonly appointments: AppointmentsRepository,
    private readonly clock: Clock,
  ) {}

  /** Refuses with `AttendeesFixed`, `AlreadyAttending`, `InvalidInput`, and like `BookingApi.resize`. */
  async change(tx: Tx, { id, offerId, priceCents }: BookingData, change: AttendeeChange): Promise<void> {
    if (offerId === null) throw new AttendeesFixed('Only a group session takes more people.');
    if (priceCents > 0)
      throw new AttendeesFixed('Each seat has its price: book those of others by themselves.');
    const isMore = change.action === 'add_attendee';
    const party = await this.appointments.lockParty(tx, id);
    const guests = isMore ? withGuest(party, change) : withoutGuest(party, change);
    await this.booking.resize(tx, id, isMore ? 1 : -1, { actorId: null, cause: 'booker' });
    await this.appointments.saveGuests(tx, id, guests, this.clock.now());
  }
}

function withGuest({ inviteeEmail, guests }: Party, { name = '', email = '' }: AttendeeChange) {
  if ([inviteeEmail, ...guests.map((guest) => guest.email)].includes(email)) throw new AlreadyAttending();
  return [...guests, { name, email }];
}

function withoutGuest({ inviteeEmail, guests }: Party, { email = '' }: AttendeeChange) {
  if (email === inviteeEmail) throw new InvalidInput({ email: ['Cancel the appointment instead.'] });
  const others = guests.filter((guest) => guest.email !== email);
  if (others.length === guests.length)
    throw new InvalidInput({ email: ['Nobody with this address comes along.'] });
  return others;
}
