import { createPrivateKey, X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { isIP } from 'node:net';
import { domainToASCII } from 'node:url';
import { canonicalEmail } from '../../shared/email-address.js';
import { readIdentityProvider } from './saml-metadata.js';

/** Reads one variable's text into its value; throws `RangeError` with what is expected. */
export interface EnvParser<T> {
  parse(text: string | undefined): T;
  defaultText: string;
}

export interface Rate {
  count: number;
  windowMs: number;
  window: string;
}

const UNITS: Record<string, number> = { ms: 1, s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 };
const WINDOWS: Record<string, number> = { second: 1000, minute: 60_000, hour: 3_600_000, day: 86_400_000 };

function envParser<T>(defaultText: string, parse: (text: string) => T): EnvParser<T> {
  return { defaultText, parse: (text) => parse(text === undefined || text === '' ? defaultText : text) };
}

export const text = (fallback: string): EnvParser<string> => envParser(fallback, (value) => value);

export const list = (fallback: string): EnvParser<string[]> =>
  envParser(fallback, (value) =>
    value
      .split(',')
      .map((item) => item.trim())
      .filter(Boolean),
  );

export function choice<const T extends string>(allowed: readonly T[], fallback: T): EnvParser<T> {
  return envParser(fallback as string, (value) => {
    if (!allowed.includes(value as T)) throw new RangeError(`one of ${allowed.join(', ')}`);
    return value as T;
  });
}

export const flag = (fallback: boolean): EnvParser<boolean> =>
  envParser(String(fallback), (value) => {
    if (!['true', 'false', '1', '0'].includes(value)) throw new RangeError('true or false');
    return value === 'true' || value === '1';
  });

export const count = (fallback: number, { min, max }: { min: number; max: number }): EnvParser<number> =>
  envParser(String(fallback), (value) => {
    if (!/^\d{1,9}$/.test(value) || Number(value) < min || Number(value) > max) {
      throw new RangeError(`a whole number from ${min} to ${max}`);
    }
    return Number(value);
  });

/** Milliseconds, written `30m`, `24h`, `7d`. */
export const duration = (fallback: string, least = '1ms'): EnvParser<number> =>
  envParser(fallback, (value) => {
    const millis = millisOf(value);
    if (!millis) throw new RangeError('a duration such as 30m, 24h or 7d');
    if (millis < millisOf(least)) throw new RangeError(`a duration of at least ${least}`);
    return millis;
  });

function millisOf(value: string): number {
  const [, number, unit] = /^(\d{1,9})(ms|s|m|h|d)$/.exec(value) ?? [];
  return unit ? Number(number) * UNITS[unit]! : 0;
}

export const rate = (fallback: string): EnvParser<Rate> =>
  envParser(fallback, (value) => {
    const match = /^(\d{1,9})\/(second|minute|hour|day)$/.exec(value);
    if (!match || Number(match[1]) === 0) throw new RangeError('a rate such as 10/minute');
    return { count: Number(match[1]), windowMs: WINDOWS[match[2]!]!, window: match[2]! };
  });

export const url = (protocols: string[], fallback = ''): EnvParser<string | undefined> =>
  envParser(fallback, (value) => {
    if (value === '') return undefined;
    if (!URL.canParse(value) || !protocols.includes(new URL(value).protocol)) {
      throw new RangeError(
        `a URL that starts with ${protocols.map((protocol) => `${protocol}//`).join(' or ')}`,
      );
    }
    return value;
  });

const PROXY = /^(?:loopback|linklocal|uniquelocal)$/;

export const proxies = (fallback: string): EnvParser<string> =>
  envParser(fallback, (value) => {
    if (/^(?:false|\d{1,3})$/.test(value)) return value;
    if (value.split(',').every((item) => PROXY.test(item.trim()) || isNetwork(item.trim()))) return value;
    throw new RangeError('false, a number of hops, or addresses such as loopback, 10.0.0.0/8');
  });

function isNetwork(item: string): boolean {
  const [address, bits, ...more] = item.split('/');
  const most = { 0: -1, 4: 32, 6: 128 }[isIP(address!)]!;
  return (
    most >= 0 &&
    more.length === 0 &&
    (bits === undefined || (/^[1-9]\d{0,2}$/.test(bits) && Number(bits) <= most))
  );
}

export const origins = (fallback: string): EnvParser<string[]> => {
  const items = list(fallback);
  const check = (item: string) => {
    if (URL.canParse(item) && /^https?:/.test(item) && new URL(item).origin === item) return item;
    throw new RangeError('origins such as https://app.example.com, without a path');
  };
  return { defaultText: fallback, parse: (value) => items.parse(value).map(check) };
};

export const sender = (fallback: string): EnvParser<string> =>
  envParser(fallback, (value) => {
    if (!/^(?:[^<>@\r\n]*<[^\s<>@]+@[^\s<>@]+>|[^\s<>@]+@[^\s<>@]+)$/.test(value))
      throw new RangeError('an address, or a name and an address such as Convoke <no-reply@example.com>');
    return value;
  });

/** Who sends text messages: a number, or a messaging service. */
export const textSender = (): EnvParser<string> =>
  envParser('', (value) => {
    if (!/^(?:|\+[1-9]\d{6,14}|MG[0-9a-zA-Z]{1,64})$/.test(value))
      throw new RangeError('a number with + such as +12025550123, or a messaging service such as MG…');
    return value;
  });

export const siteName = (fallback: string): EnvParser<string> =>
  envParser(fallback, (value) => {
    if (!/^[^\p{C}<>"]{1,60}$/u.test(value) || !value.trim())
      throw new RangeError('a name of up to 60 letters');
    return value.trim();
  });

/** In its canonical form. */
export const address = (): EnvParser<string> =>
  envParser('', (value) => {
    const email = value === '' ? '' : canonicalEmail(value);
    if (email === null) throw new RangeError('an e-mail address');
    return email;
  });

export const urls = (protocols: string[]): EnvParser<string[]> => {
  const items = list('');
  const one = url(protocols);
  return {
    defaultText: items.defaultText,
    parse: (value) => items.parse(value).map((item) => one.parse(item)!),
  };
};

export const bytesOrUnset = (minimum: number): EnvParser<string | undefined> =>
  envParser('', (value) => {
    if (value === '') return undefined;
    if (Buffer.byteLength(value) < minimum) throw new RangeError(`at least ${minimum} bytes`);
    return value;
  });

const DOMAIN = /^[a-z0-9](?:[a-z0-9-]*[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]*[a-z0-9])?)+$/;

export const domains = (): EnvParser<string[]> => {
  const items = list('');
  const check = (item: string) => {
    const domain = domainToASCII(item);
    if (DOMAIN.test(domain)) return domain;
    throw new RangeError('domains such as example.com, example.org');
  };
  return { defaultText: items.defaultText, parse: (value) => items.parse(value).map(check) };
};

function fileOf(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    throw new RangeError(`readable, and the file ${JSON.stringify(path)} is not`);
  }
}

export const pem = (kind: 'PRIVATE KEY' | 'CERTIFICATE'): EnvParser<string | undefined> =>
  envParser('', (value) => {
    if (value === '') return undefined;
    const content = /^\s*-----BEGIN /.test(value) ? value.replaceAll('\\n', '\n') : fileOf(value);
    try {
      return kind === 'CERTIFICATE'
        ? new X509Certificate(content).toString()
        : createPrivateKey(content).export({ type: 'pkcs8', format: 'pem' }).toString();
    } catch {
      throw new RangeError(`a ${kind.toLowerCase()} as PEM, or the path of its file`);
    }
  });

export interface SamlMetadataSource {
  /** Where it is read from again; null for a text of the environment itself. */
  file: string | null;
  xml: string;
}

export const samlMetadata = (): EnvParser<SamlMetadataSource | undefined> =>
  envParser('', (value) => {
    if (value === '') return undefined;
    const isXml = /^\s*</.test(value);
    const xml = isXml ? value : fileOf(value);
    try {
      readIdentityProvider(xml);
    } catch (error) {
      throw new RangeError(
        `metadata of an identity provider as XML, or the path of its file: ${(error as Error).message}`,
      );
    }
    return { file: isXml ? null : value, xml };
  });
