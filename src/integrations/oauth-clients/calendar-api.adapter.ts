import { Injectable } from '@nestjs/common';
import { Clock } from '../../shared/clock.js';
import { CalendarRefused, type CalendarAccess } from '../calendars/calendar-provider.rules.js';
import { AccessTokensRepository } from './access-tokens.repository.js';
import { OAuthClients } from './oauth-clients.adapter.js';
import type { OAuthProviderName } from './oauth-providers.rules.js';
import { askProvider, type ProviderAnswer } from './provider-http.adapter.js';

const LONGEST_PAUSE_MS = 3_600_000;
const RATE_REASONS = ['rateLimitExceeded', 'userRateLimitExceeded', 'quotaExceeded', 'dailyLimitExceeded'];
const PERMISSION_REASONS = ['insufficientPermissions', 'ACCESS_TOKEN_SCOPE_INSUFFICIENT'];

export interface ApiCall {
  method?: 'GET' | 'POST' | 'PATCH' | 'DELETE';
  headers?: Record<string, string>;
  body?: object;
  /** Refusals that the caller reads itself. */
  accepts?: number[];
}

/** Calls of a provider's calendar interface with the access token of a connection. */
@Injectable()
export class CalendarApi {
  constructor(
    private readonly clients: OAuthClients,
    private readonly tokens: AccessTokensRepository,
    private readonly clock: Clock,
  ) {}

  /** `path` is below the interface's address, or a whole address. A refused token is renewed once. */
  async ask(
    provider: OAuthProviderName,
    access: CalendarAccess,
    path: string,
    { method, headers, body, accepts = [] }: ApiCall = {},
  ): Promise<ProviderAnswer> {
    const name = this.clients.nameOf(provider);
    const url = this.within(provider, path);
    const json = body && { body: JSON.stringify(body) };
    for (let refused: string | undefined; ;) {
      const token = await this.tokens.tokenOf(provider, access, refused);
      const answer = await askProvider(name, url, {
        method,
        headers: {
          ...headers,
          ...(body && { 'content-type': 'application/json' }),
          authorization: `Bearer ${token}`,
        },
        ...json,
        signal: access.signal,
      });
      const isExpected = accepts.includes(answer.status) && !isRateLimit(answer);
      if (isExpected || (answer.status >= 200 && answer.status < 300)) return answer;
      if (answer.status !== 401 || refused !== undefined) throw this.refusalOf(name, answer);
      refused = token;
    }
  }

  /** A token goes nowhere but to the configured address, whatever link an answer holds. */
  private within(provider: OAuthProviderName, path: string): string {
    const base = this.clients.apiUrl(provider);
    if (path.startsWith('/')) return `${base}${path}`;
    if (URL.canParse(path) && new URL(path).href.startsWith(`${new URL(base).href}/`)) return path;
    throw new CalendarRefused('invalid', `${this.clients.nameOf(provider)} named a page that is not its own.`);
  }

  private refusalOf(name: string, answer: ProviderAnswer): CalendarRefused {
    const { status, headers, json } = answer;
    const reasons = reasonsOf(json);
    const pause = this.pauseOf(headers.get('retry-after'));
    if (isRateLimit(answer) || (status === 503 && pause !== null))
      return new CalendarRefused('busy', `${name} wants to be asked less often.`, pause);
    if (status === 401 || (status === 403 && reasons.some((each) => PERMISSION_REASONS.includes(each))))
      return new CalendarRefused('credentials', `${name} no longer gives access: connect the account again.`);
    if (status === 403) return new CalendarRefused('gone', `${name} does not allow this in the calendar.`);
    if (status === 404 || status === 410)
      return new CalendarRefused('gone', `${name} no longer has the calendar.`);
    return new CalendarRefused(status >= 500 ? 'unreachable' : 'invalid', `${name} answered ${status}.`);
  }

  private pauseOf(retryAfter: string | null): number | null {
    if (!retryAfter) return null;
    const seconds = Number(retryAfter);
    const pause = Number.isFinite(seconds) ? seconds * 1_000 : Date.parse(retryAfter) - this.clock.millis();
    return pause > 0 ? Math.min(pause, LONGEST_PAUSE_MS) : null;
  }
}

function isRateLimit({ status, json }: ProviderAnswer): boolean {
  return status === 429 || (status === 403 && reasonsOf(json).some((each) => RATE_REASONS.includes(each)));
}

/** Why, in the one word that each way of refusing has; Google's newer and older, and Graph's. */
function reasonsOf({ error }: Record<string, unknown>): string[] {
  const { errors, details, code } = (error ?? {}) as { errors?: unknown; details?: unknown; code?: unknown };
  const listed = [errors, details].flatMap((list) => (Array.isArray(list) ? (list as unknown[]) : []));
  const reasons = listed.map((each) => (each as { reason?: unknown } | null)?.reason);
  return [...reasons, code].filter((each): each is string => typeof each === 'string');
}
