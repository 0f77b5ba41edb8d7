import type { TransformFnParams } from 'class-transformer';
import { isISO8601 } from 'class-validator';
import { isOfCalendar } from '../../../shared/time-range.js';
import { isBlank } from '../../../shared/texts.js';
import { canonicalEmail } from '../../../shared/email-address.js';

const INTEGER = /^-?\d{1,16}$/;
const NUMBER = /^-?\d{1,15}(\.\d{1,15})?$/;
const MONEY = /^\d{1,12}(?:\.\d{1,2})?$/;
const PERCENT = /^\d{1,3}(?:\.\d{1,3})?$/;
const DAY = /(\d{4}-\d\d-\d\d)/.source;
const TIME = /([01]\d|2[0-3]):([0-5]\d)(?::([0-5]\d)(?:[.,](\d{1,9}))?)?/.source;
const OFFSET = /(Z|[+-](?:0\d|1[0-4])(?::?[0-5]\d)?)/.source;
const INSTANT = new RegExp(`^${DAY}[T ]${TIME}${OFFSET}$`, 'i');
const LONGEST_INSTANT = 40;
const LONGEST_EMAIL = 500;
const LONGEST_COUNTRY = 100;
const LETTERS = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ'];

export interface Conversion {
  read?: ((raw: unknown) => unknown) | undefined;
  default: unknown;
  many: boolean;
  nested: boolean;
  readsLists: boolean;
}

/** `@Transform` of a field. In queries and forms (objects without a prototype) empty counts as none. */
export function conversion({ read = asItIs, nested, many, readsLists, default: standard }: Conversion) {
  return ({ obj, key, value }: TransformFnParams): unknown => {
    const source = obj as Record<string, unknown>;
    const textual = Object.getPrototypeOf(source) === null;
    const sent = textual
      ? sentText(source, key, readsLists)
      : Object.hasOwn(source, key)
        ? source[key]
        : undefined;
    if (sent === undefined) return standard;
    if (sent === null) return null;
    const given = nested ? (value as unknown) : sent;
    if (!many) return read(given);
    if (Array.isArray(given)) return given.map(read);
    return textual ? [read(given)] : given;
  };
}

function sentText(source: Record<string, unknown>, key: string, readsLists: boolean): unknown {
  const value = readsLists ? (source[key] ?? source[`${key}[]`]) : source[key];
  return value === '' ? undefined : value;
}

function asItIs(raw: unknown): unknown {
  return raw;
}

/** A list is refused here, since ValidateNested would accept an empty one in place of an object. */
export function asOneObject(raw: unknown): unknown {
  return Array.isArray(raw) ? 'a list' : raw;
}

/** What shows nothing is as empty as what has no letters. */
export function asTrimmed(raw: unknown): unknown {
  if (typeof raw !== 'string') return raw;
  return isBlank(raw) ? '' : raw.trim();
}

export function asEmail(raw: unknown): unknown {
  if (typeof raw !== 'string' || raw.length > LONGEST_EMAIL) return raw;
  const sent = raw.replace(/^ +|(?<! ) +$/g, '');
  return canonicalEmail(sent) ?? sent;
}

export function asInteger(raw: unknown): unknown {
  const value = typeof raw === 'string' && INTEGER.test(raw) ? Number(raw) : raw;
  return typeof value === 'number' ? value + 0 : value;
}

export function asNumber(raw: unknown): unknown {
  return typeof raw === 'string' && NUMBER.test(raw) ? Number(raw) : raw;
}

export function asBoolean(raw: unknown): unknown {
  if (raw === 'true' || raw === '1' || raw === 1 || raw === 'True') return true;
  if (raw === 'false' || raw === '0' || raw === 0 || raw === 'False') return false;
  return raw;
}

/** A Date for an ISO 8601 text with an offset and a day of the calendar, where Date would roll the day over. */
export function asInstant(raw: unknown): unknown {
  const match = typeof raw === 'string' && raw.length <= LONGEST_INSTANT && INSTANT.exec(raw);
  if (!match || match[1]!.startsWith('0000') || !isISO8601(match[1], { strict: true })) return raw;
  const [, day, hours, minutes, seconds = '00', fraction = '', offset] = match;
  const millis = Date.parse(`${day}T${hours}:${minutes}:${seconds}.${fraction.padEnd(3, '0').slice(0, 3)}Z`);
  const instant = new Date(millis - offsetMinutes(offset!) * 60_000);
  return isOfCalendar(instant) ? instant : raw;
}

function offsetMinutes(offset: string): number {
  if (offset === 'Z' || offset === 'z') return 0;
  const minutes = Number(offset.slice(1, 3)) * 60 + Number(offset.slice(3).replace(':', '') || 0);
  return offset.startsWith('-') ? -minutes : minutes;
}

/** Two digits after the point. A JSON number is taken where its shortest form is a plain decimal. */
export function asMoney(raw: unknown): unknown {
  const text = typeof raw === 'number' ? String(raw) : raw;
  if (typeof text !== 'string' || !MONEY.test(text)) return raw;
  const [whole, cents = ''] = text.split('.');
  return `${whole!.replace(/^0+(?=\d)/, '')}.${cents.padEnd(2, '0')}`;
}

/** Without zeros that say nothing. */
export function asPercent(raw: unknown): unknown {
  const text = typeof raw === 'number' ? String(raw) : raw;
  if (typeof text !== 'string' || !PERCENT.test(text)) return raw;
  const [whole, decimals = ''] = text.split('.');
  const rest = decimals.replace(/0{1,3}$/, '');
  return `${Number(whole)}${rest && `.${rest}`}`;
}

export function asCountry(raw: unknown): unknown {
  if (typeof raw !== 'string' || raw.length > LONGEST_COUNTRY) return raw;
  const sent = raw.trim();
  return sent.length === 2 ? sent.toUpperCase() : (countryCodes().get(sent.toLowerCase()) ?? sent);
}

let codes: ReadonlyMap<string, string> | undefined;

/** By their English names. */
function countryCodes(): ReadonlyMap<string, string> {
  const names = new Intl.DisplayNames('en', { type: 'region' });
  const all = () => LETTERS.flatMap((one) => LETTERS.map((other) => one + other));
  return (codes ??= new Map(all().map((code) => [names.of(code)!.toLowerCase(), code])));
}

export function asNames(raw: unknown): unknown {
  const parts = Array.isArray(raw) ? (raw as unknown[]) : [raw];
  if (!parts.every((part) => typeof part === 'string')) return raw;
  return parts.flatMap((part) => part.split(',').map((name) => name.trim())).filter((name) => name !== '');
}
