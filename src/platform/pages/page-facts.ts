import { Injectable } from '@nestjs/common';
import type { Response } from 'express';
import { isLanguage, languageOf } from '../../../web/pages/frame/languages.js';
import type { Failure, PageFacts } from '../../../web/pages/page.js';
import { Clock } from '../../shared/clock.js';
import { isTimeZone } from '../../shared/local-days.js';
import type { Caller } from '../auth/caller.js';
import { Config } from '../config/config.js';
import { CsrfTokens } from '../http/pipeline/csrf.js';
import type { PlatformRequest } from '../http/request/platform-request.js';
import { preferredLanguage } from '../http/request/reader-language.js';

type Theme = 'light' | 'dark';

const A_YEAR_MS = 365 * 24 * 3_600_000;
const A_MINUTE_MS = 60_000;
const SECRET = /password|^code$|^recovery_code$|^csrf_token$/;

interface Asked extends Pick<PageFacts, 'waiting'> {
  failure: Failure | undefined;
  isEmbedded: boolean;
}

/** What a page knows of who asks: language, colours, zone, who they are, what they typed. */
@Injectable()
export class PageFactsReader {
  constructor(
    private readonly config: Config,
    private readonly csrf: CsrfTokens,
    private readonly clock: Clock,
  ) {}

  read(request: PlatformRequest, response: Response, { failure, isEmbedded, waiting }: Asked): PageFacts {
    const query = textsOf(request.query);
    const cookies = textsOf(request.cookies);
    const viewer = !isEmbedded && request.caller?.via === 'cookie' ? request.caller : undefined;
    const chosenTheme = ['light', 'dark', 'system'].includes(query['theme'] ?? '') ? query['theme'] : undefined;
    const theme = chosenTheme ?? cookies['theme'];
    const language = languageOf(
      isLanguage(query['lang']) ? query['lang'] : null,
      cookies['lang'],
      preferredLanguage(request.get('accept-language') ?? ''),
    );
    if (isLanguage(query['lang'])) this.remember(response, 'lang', language);
    if (chosenTheme) this.remember(response, 'theme', chosenTheme);
    return {
      site: this.config.siteName,
      language,
      theme: isTheme(theme) ? theme : null,
      zone: this.zoneOf(query['timezone'], cookies['timezone'], response) ?? zoneOfAccount(viewer),
      path: request.originalUrl.replace(/[?#].*$/s, '').replace(/^[/\\]+/, '/'),
      query,
      viewer: viewer ? { username: viewer.username, fullName: viewer.fullName, isAdmin: viewer.isAdmin } : null,
      csrf: viewer ? this.csrf.issue(response) : null,
      typed: request.method === 'POST' ? typedOf(request.body) : {},
      failure: failure ?? null,
      now: new Date(Math.floor(this.clock.now().getTime() / A_MINUTE_MS) * A_MINUTE_MS).toISOString(),
      isEmbedded,
      ...(waiting && { waiting }),
    };
  }

  private zoneOf(asked: string | undefined, kept: string | undefined, response: Response): string | null {
    if (asked && isTimeZone(asked)) {
      this.remember(response, 'timezone', asked);
      return asked;
    }
    return kept && isTimeZone(kept) ? kept : null;
  }

  private remember(response: Response, name: string, value: string): void {
    const secure = this.config.isProduction;
    response.cookie(name, value, { path: '/', sameSite: 'lax', httpOnly: true, secure, maxAge: A_YEAR_MS });
    response.setHeader('Cache-Control', 'private, no-store');
  }
}

export function zoneOfAccount(caller: Pick<Caller, 'timezone'> | undefined): string | null {
  return caller && caller.timezone !== 'UTC' ? caller.timezone : null;
}

function isTheme(text: string | undefined): text is Theme {
  return text === 'light' || text === 'dark';
}

/** The texts alone, without what is secret; those inside an object by their path. */
function typedOf(body: unknown): Record<string, string> {
  const all = Object.entries((body ?? {}) as Record<string, unknown>).flatMap(([name, value]) =>
    typeof value === 'object' && value !== null
      ? Object.entries(value).map(([inner, text]) => [`${name}.${inner}`, text as unknown] as const)
      : [[name, value] as const],
  );
  return textsOf(Object.fromEntries(all.filter(([name]) => !SECRET.test(name))));
}

function textsOf(values: unknown): Record<string, string> {
  const all = Object.entries((values ?? {}) as Record<string, unknown>);
  return Object.fromEntries(all.filter((each): each is [string, string] => typeof each[1] === 'string'));
}
