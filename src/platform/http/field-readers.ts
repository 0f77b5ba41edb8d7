import { MAX_ITEMS, Refused } from './field.js';

const INTEGER = /^-?\d{1,16}$/;
const MONEY = /^\d{1,10}(?:\.\d{1,2})?$/;
const DATE = /^(\d{4})-(\d\d)-(\d\d)$/;
const INSTANT =
  /^(\d{4}-\d\d-\d\d)[T ]([01]\d|2[0-3]):([0-5]\d)(?::([0-5]\d)(?:[.,](\d{1,9}))?)?(Z|[+-](?:0\d|1[0-4])(?::?[0-5]\d)?)$/i;
const LONGEST_INSTANT = 40;
const MAX_NAME = 200;

const notAString = new Refused('A text is required.');
const notAnInteger = new Refused('A whole number is required.');
const notAnInstant = new Refused('Enter a date and time in ISO 8601 with an offset, such as 2026-03-01T09:00:00Z.');
const notADate = new Refused('Enter a date as YYYY-MM-DD.');
const notABoolean = new Refused('Must be true or false.');
const notMoney = new Refused('Enter an amount such as "29.99".');
const notNames = new Refused('A list of names is required.');

export function readText(raw: unknown, min: number, max: number, trim: boolean, pattern?: RegExp): unknown {
  if (typeof raw !== 'string') return notAString;
  const text = trim ? raw.trim() : raw;
  if (text.length > max) return new Refused(`Must have at most ${max} characters.`);
  if (text.length < min) {
    return new Refused(text.length === 0 ? 'This field may not be blank.' : `Must have at least ${min} characters.`);
  }
  if (text.includes('\0')) return new Refused('Null characters are not allowed.');
  return pattern && !pattern.test(text) ? new Refused('Does not have the required form.') : text;
}

export function readInteger(raw: unknown, min: number, max: number): unknown {
  const value = typeof raw === 'string' && INTEGER.test(raw) ? Number(raw) : raw;
  if (!Number.isInteger(value)) return notAnInteger;
  const number = value as number;
  if (number < min) return new Refused(`Must be at least ${min}.`);
  return number > max ? new Refused(`Must be at most ${max}.`) : number + 0;
}

/** A Date for an ISO 8601 text with an offset; a day that does not exist is refused, where Date would roll it over. */
export function readInstant(raw: unknown): unknown {
  if (typeof raw !== 'string' || raw.length > LONGEST_INSTANT) return notAnInstant;
  const match = INSTANT.exec(raw);
  if (!match || !isCalendarDay(match[1]!)) return notAnInstant;
  const [, day, hours, minutes, seconds = '00', fraction = '', offset] = match;
  const millis = Date.parse(`${day}T${hours}:${minutes}:${seconds}.${fraction.padEnd(3, '0').slice(0, 3)}Z`);
  return new Date(millis - offsetMinutes(offset!) * 60_000);
}

export function readDate(raw: unknown): unknown {
  return typeof raw === 'string' && raw.length === 10 && isCalendarDay(raw) ? raw : notADate;
}

export function readBoolean(raw: unknown): unknown {
  if (typeof raw === 'boolean') return raw;
  if (raw === 'true' || raw === '1' || raw === 1 || raw === 'True') return true;
  if (raw === 'false' || raw === '0' || raw === 0 || raw === 'False') return false;
  return notABoolean;
}

/** A JSON number is taken where its shortest form is a plain decimal; the result always has two digits after the point. */
export function readMoney(raw: unknown): unknown {
  const text = typeof raw === 'number' ? String(raw) : raw;
  if (typeof text !== 'string' || text.length > 20 || !MONEY.test(text)) return notMoney;
  const [whole, cents = ''] = text.split('.');
  return `${whole!.replace(/^0+(?=\d)/, '')}.${cents.padEnd(2, '0')}`;
}

export function readNames(raw: unknown): unknown {
  const parts = Array.isArray(raw) ? (raw as unknown[]) : [raw];
  const names: string[] = [];
  for (const part of parts) {
    if (typeof part !== 'string') return notNames;
    for (const piece of part.split(',')) {
      const name = piece.trim();
      if (name.length > MAX_NAME || name.includes('\0')) return notNames;
      if (name !== '') names.push(name);
      if (names.length > MAX_ITEMS) return new Refused(`At most ${MAX_ITEMS} names.`);
    }
  }
  return names;
}

function isCalendarDay(text: string): boolean {
  const match = DATE.exec(text);
  if (!match) return false;
  const [year, month, day] = [Number(match[1]), Number(match[2]), Number(match[3])];
  if (year < 1 || month < 1 || month > 12 || day < 1) return false;
  const leap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
  const days = month === 2 ? (leap ? 29 : 28) : [4, 6, 9, 11].includes(month) ? 30 : 31;
  return day <= days;
}

function offsetMinutes(offset: string): number {
  if (offset === 'Z' || offset === 'z') return 0;
  const minutes = Number(offset.slice(1, 3)) * 60 + Number(offset.slice(3).replace(':', '') || 0);
  return offset.startsWith('-') ? -minutes : minutes;
}
