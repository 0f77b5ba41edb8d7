import { OutboundError, type GuardedFetch } from '../../platform/outbound/guarded-fetch.js';
import {
  CalendarRefused,
  type CalDavCredentials,
  type CalendarAccess,
} from '../calendars/calendar-provider.rules.js';
import { refusalOf } from '../ics/http-refusals.policy.js';

const LIMITS = { timeoutMs: 10_000, maxBytes: 10_000_000 };
const MOST_REDIRECTS = 3;

/** What the library needs of one account; it tells no reasons, so that the last refusal is kept here. */
export class DavSession {
  readonly headers: Record<string, string>;
  private refusal: CalendarRefused | null = null;

  constructor(
    private readonly guarded: GuardedFetch,
    private readonly access: CalendarAccess,
  ) {
    const { username, password } = access.credentials as CalDavCredentials;
    this.headers = { authorization: `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}` };
  }

  get given(): Pick<DavSession, 'headers' | 'fetch'> {
    return { headers: this.headers, fetch: this.fetch };
  }

  get url(): string {
    return (this.access.credentials as CalDavCredentials).url;
  }

  readonly fetch = async (input: Parameters<typeof fetch>[0], init: RequestInit = {}): Promise<Response> => {
    const { method, headers, body, redirect } = init;
    this.refusal = null;
    const request = {
      ...{ ...LIMITS, method, headers: Object.fromEntries(new Headers(headers)), signal: this.access.signal },
      ...(typeof body === 'string' && { body }),
      ...(redirect !== 'manual' && { maxRedirects: MOST_REDIRECTS }),
    };
    try {
      const answer = await this.guarded.fetch(input instanceof Request ? input.url : String(input), request);
      if (answer.status === 401 || answer.status === 429 || answer.status >= 500) throw refusalOf(answer);
      return answer;
    } catch (error) {
      this.refusal =
        error instanceof OutboundError ? new CalendarRefused('unreachable', error.message) : asRefusal(error);
      throw this.refusal;
    }
  };

  /** Refuses with `CalendarRefused` whatever `work` met. */
  async run<T>(work: (given: Pick<DavSession, 'headers' | 'fetch'>) => Promise<T>): Promise<T> {
    try {
      return await work(this.given);
    } catch (error) {
      if (this.access.signal?.aborted) throw error;
      if (error instanceof CalendarRefused) throw error;
      throw this.refusal ?? new CalendarRefused('invalid', 'It does not answer as a CalDAV server.');
    }
  }
}

function asRefusal(error: unknown): CalendarRefused {
  return error instanceof CalendarRefused
    ? error
    : new CalendarRefused('unreachable', 'The connection failed.');
}
