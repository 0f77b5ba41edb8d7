import { renderPdf } from '../../platform/documents/render-pdf.js';
import { dayOf, timeOf } from '../../platform/documents/dates.js';
import type { Booking } from '../model/booking.entity.js';

export interface Ticket {
  booking: Booking;
  eventTitle: string;
  place: string;
  organizerName: string;
  holderName: string;
  /** The booker's zone, in which times are printed. */
  zone: string;
  code: string;
}

const QR_POINTS = 170;

export function ticketPdf({
  booking,
  eventTitle,
  place,
  organizerName,
  holderName,
  zone,
  code,
}: Ticket): Promise<Buffer> {
  const { id, quantity, startsAt, endsAt, specialRequirements } = booking;
  const seats = quantity === 1 ? '1 person' : `${quantity} people`;
  const note = `Booking ${id}. Show this code at the door: it lets in ${seats}, once.`;
  return renderPdf({ title: 'Ticket', issuer: organizerName, note, dated: booking.confirmedAt! }, (sheet) => {
    sheet.heading(eventTitle);
    sheet.space(8);
    const top = sheet.y;
    sheet.qr(code, top, QR_POINTS);
    const width = sheet.width - QR_POINTS - 24;
    sheet.facts(
      [
        ['Starts', `${dayOf(startsAt, zone)}, ${timeOf(startsAt, zone)}`],
        ['Ends', `${dayOf(endsAt, zone)}, ${timeOf(endsAt, zone)}`],
        ['Times are in', zone],
        ...(place ? ([['Place', place]] as const) : []),
        ['Name', holderName],
        ['Admits', seats],
        ['Booking', String(id)],
        ...(specialRequirements ? ([['Special requirements', specialRequirements]] as const) : []),
      ],
      { columns: 1, width },
    );
  });
}
