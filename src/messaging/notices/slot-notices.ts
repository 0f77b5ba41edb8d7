import type { Mail } from '../../platform/mail/mail.js';

/** Whom a notice goes to. */
export interface Reader {
  email: string;
  fullName: string;
  /** IANA zone in which times are written. */
  timezone: string;
}

interface Times {
  startsAt: string;
  endsAt: string;
}

type Notice = Pick<Mail, 'to' | 'subject' | 'text' | 'html'>;

/** The slot is gone, or an admin gave the booking up. */
export function cancellationNotice(reader: Reader, what: string, at: Times, reason: string | null): Notice {
  const lines = [
    `your booking of ${what} on ${period(at, reader.timezone)} has been cancelled.`,
    ...(reason ? [`Reason: ${reason}`] : []),
    'We are sorry. You are welcome to book another time.',
  ];
  return notice(reader, `Cancelled: ${what}`, lines);
}

/** The slot has another time; the booking stands. */
export function moveNotice(reader: Reader, what: string, from: Times, to: Times): Notice {
  const lines = [
    `your booking of ${what} has a new time: ${period(to, reader.timezone)}.`,
    `It was ${period(from, reader.timezone)} before.`,
    'Your booking stands. If the new time does not suit you, please cancel it.',
  ];
  return notice(reader, `New time: ${what}`, lines);
}

function notice({ email, fullName }: Reader, subject: string, lines: string[]): Notice {
  const paragraphs = [`Hello ${fullName},`, ...lines];
  const html = paragraphs.map((line) => `<p>${escaped(line)}</p>`).join('\n');
  return { to: email, subject, text: `${paragraphs.join('\n\n')}\n`, html };
}

/** `Tuesday, 1 January 2030 at 10:00 – 11:00 (Europe/Berlin)` */
function period({ startsAt, endsAt }: Times, timeZone: string): string {
  const format = new Intl.DateTimeFormat('en-GB', { dateStyle: 'full', timeStyle: 'short', timeZone });
  return `${format.formatRange(new Date(startsAt), new Date(endsAt))} (${timeZone})`;
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}
