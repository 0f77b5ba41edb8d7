import { CalendarRefused } from '../calendars/calendar-provider.rules.js';

const MOST_PATIENCE_MS = 24 * 3_600_000;

/** What an answer that is no success says. */
export function refusalOf(answer: Pick<Response, 'status' | 'headers'>): CalendarRefused {
  const { status } = answer;
  const told = `It answered ${status}.`;
  if (status === 401 || status === 403)
    return new CalendarRefused('credentials', `${told} The credentials are refused.`);
  if (status === 404 || status === 410)
    return new CalendarRefused('gone', `${told} Nothing is there any more.`);
  if (status === 429 || status === 503)
    return new CalendarRefused('busy', told, retryAfterMs(answer.headers.get('retry-after')));
  return new CalendarRefused(status >= 500 ? 'unreachable' : 'invalid', told);
}

function retryAfterMs(value: string | null): number | null {
  const seconds = Number(value ?? NaN);
  return seconds > 0 ? Math.min(seconds * 1000, MOST_PATIENCE_MS) : null;
}
