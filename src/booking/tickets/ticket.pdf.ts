import { dayOf, timeOf } from '../../platform/documents/dates.js';
import { LocalTimeFormatter } from '../../platform/documents/local-time-formatter.js';
import type { Paper } from '../../platform/documents/paper.js';
import type { Booking } from '../model/booking.entity.js';

export interface Ticket {
  booking: Booking;
  eventTitle: string;
  place: string;
  organizerName: string;
  holderName: string;
  /** Null where the times are meant wherever the holder is. */
  zone: string | null;
  holderZone: string;
  code: string;
}

const QR_POINTS = 170;

export function ticketPaper(ticket: Ticket): Paper {
  const { booking, eventTitle, place, organizerName, holderName, holderZone, code } = ticket;
  const zone = ticket.zone ?? holderZone;
  const { id, quantity, startsAt, endsAt, specialRequirements } = booking;
  const yours = new LocalTimeFormatter(holderZone, zone).yours(startsAt, endsAt);
  const seats = quantity === 1 ? '1 person' : `${quantity} people`;
  return {
    title: 'Ticket',
    issuer: organizerName,
    note: `Booking ${id}. Show this code at the door: it lets in ${seats}, once.`,
    dated: booking.confirmedAt!,
    blocks: [
      { kind: 'heading', text: eventTitle },
      { kind: 'space', points: 8 },
      {
        kind: 'facts',
        columns: 1,
        qr: { text: code, size: QR_POINTS },
        facts: [
          ['Starts', `${dayOf(startsAt, zone)}, ${timeOf(startsAt, zone)}`],
          ['Ends', `${dayOf(endsAt, zone)}, ${timeOf(endsAt, zone)}`],
          ['Times are in', zone],
          ...(yours
            ? ([
                ['Your time', yours.time],
                ['Your time zone', yours.zone],
              ] as const)
            : []),
          ...(place ? ([['Place', place]] as const) : []),
          ['Name', holderName],
          ['Admits', seats],
          ['Booking', String(id)],
          ...(specialRequirements ? ([['Special requirements', specialRequirements]] as const) : []),
        ],
      },
    ],
  };
}
