import { CalendarRefused } from '../calendars/calendar-provider.rules.js';

const TIMEOUT_MS = 10_000;
const MOST_BYTES = 10 * 1024 * 1024;

export interface ProviderCall {
  method?: string;
  headers?: Record<string, string>;
  body?: string;
  timeoutMs?: number;
  signal?: AbortSignal;
}

export interface ProviderAnswer {
  status: number;
  headers: Headers;
  /** Of an answer that is none, empty. */
  json: Record<string, unknown>;
}

/** Asks an address of the configuration, which may be private. Redirections are not followed. */
export async function askProvider(
  name: string,
  url: string,
  { method = 'GET', headers, body, timeoutMs = TIMEOUT_MS, signal }: ProviderCall,
): Promise<ProviderAnswer> {
  const late = AbortSignal.timeout(timeoutMs);
  try {
    const response = await fetch(url, {
      method,
      body,
      headers: { accept: 'application/json', 'user-agent': 'Convoke', ...headers },
      redirect: 'error',
      signal: signal ? AbortSignal.any([late, signal]) : late,
    });
    const { status } = response;
    return { status, headers: response.headers, json: parsed(await limitedText(response), response.ok) };
  } catch (error) {
    if (error instanceof TooLong) throw new CalendarRefused('invalid', `${name} answered too much at once.`);
    if (error instanceof NoJson) throw new CalendarRefused('unreachable', `${name} answered nothing readable.`);
    // What the connection says may quote the address.
    const why = late.aborted ? 'did not answer in time' : 'could not be reached';
    throw new CalendarRefused('unreachable', `${name} ${why}.`);
  }
}

/** Of an answer's field that should be a list; anything else is empty. */
export function listOf(value: unknown): unknown[] {
  return Array.isArray(value) ? (value as unknown[]) : [];
}

/** Of an answer's field that should say something. */
export function textOf(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}

class TooLong extends Error {}
class NoJson extends Error {}

async function limitedText(response: Response): Promise<string> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of response.body ?? []) {
    size += chunk.length;
    if (size > MOST_BYTES) throw new TooLong();
    chunks.push(chunk as Uint8Array);
  }
  return Buffer.concat(chunks).toString('utf8');
}

function parsed(text: string, isGood: boolean): Record<string, unknown> {
  try {
    const json: unknown = text === '' ? {} : JSON.parse(text);
    if (typeof json === 'object' && json !== null && !Array.isArray(json))
      return json as Record<string, unknown>;
  } catch {
    // A refusal may be a page of somebody in between.
  }
  if (isGood) throw new NoJson();
  return {};
}
