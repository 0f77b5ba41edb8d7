import { isUtf8 } from 'node:buffer';
import { Readable } from 'node:stream';
import { parse } from 'csv-parse';
import { readFields } from '../../platform/http/fields/read-fields.js';
import { InvalidInput } from '../../shared/errors.js';
import { ContactLine } from './contacts.dto.js';

export const MAX_ROWS = 100_000;
const CHUNK = 64 * 1024;
const UNREAD = 'This line cannot be read.';
const COLUMNS: ReadonlySet<string> = new Set(['name', 'email', 'phone', 'company', 'notes']);
const MARK = /^\uFEFF/;
const MADE_TEXT = /^'(?=[=+\-@])/;

export interface ReadLine {
  line: number;
  contact?: ContactLine;
  error?: string;
}

interface Parsed {
  line: number;
  record: Record<string, string>;
}

/** What a file says, line by line. Refuses with `InvalidInput` on `file` what is none of contacts. */
export async function* readContactFile(bytes: Buffer): AsyncGenerator<ReadLine> {
  if (!isUtf8(bytes)) throw refused('Save it as CSV in UTF-8.');
  const unread: number[] = [];
  for await (const { line, record } of parsed(bytes, unread)) {
    while (unread[0]! < line) yield { line: unread.shift()!, error: UNREAD };
    if (Object.values(record).some((cell) => cell !== '')) yield { line, ...read(record) };
  }
  for (const line of unread) yield { line, error: UNREAD };
}

/** At most as many as there are line ends; only a file that may have too many is counted record by record. */
export async function requireFewRows(bytes: Buffer): Promise<void> {
  let ends = 0;
  for (let at = bytes.indexOf('\n'); at >= 0 && ends <= MAX_ROWS + 1; at = bytes.indexOf('\n', at + 1)) ends++;
  if (ends <= MAX_ROWS) return;
  let rows = 0;
  for await (const _ of parsed(bytes))
    if (++rows > MAX_ROWS) throw refused(`Send at most ${MAX_ROWS.toLocaleString('en-US')} lines at a time.`);
}

/** `unread` gets the lines of what cannot be read, perhaps before what is in front of them is handed on. */
function parsed(bytes: Buffer, unread: number[] = []): AsyncIterable<Parsed> {
  let before = 1;
  const endingAt = (lines: number) => {
    const line = before + 1;
    before = Math.max(before, lines);
    return line;
  };
  const parser = parse<Parsed>({
    ...{ bom: true, columns: known, delimiter: delimiterOf(bytes) },
    ...{ relax_column_count: true, relax_quotes: true, skip_records_with_error: true },
    on_record: (record, { lines }) => ({ record: record as never, line: endingAt(lines) }),
    on_skip: (error) => void unread.push(endingAt(Number(Reflect.get(error ?? {}, 'lines')))),
  });
  return Readable.from(chunksOf(bytes)).pipe(parser);
}

function* chunksOf(bytes: Buffer): Generator<Buffer> {
  for (let at = 0; at < bytes.length; at += CHUNK) yield bytes.subarray(at, at + CHUNK);
}

/** A text between commas may well have semicolons; which of the two it is, the header says. */
function delimiterOf(bytes: Buffer): string {
  const header = headerOf(bytes);
  if (!header.split(/[,;]/).some((name) => nameOf(name.replaceAll('"', '')) === 'email'))
    throw refused('Its first line must name the columns: name,email,phone,company,notes.');
  return header.includes(',') ? ',' : ';';
}

function headerOf(bytes: Buffer): string {
  return bytes
    .subarray(0, CHUNK)
    .toString('utf8')
    .replace(MARK, '')
    .split(/[\r\n]/, 1)[0]!;
}

function known(header: string[]): (string | false)[] {
  return header.map((name) => (COLUMNS.has(nameOf(name)) ? nameOf(name) : false));
}

function nameOf(header: string): string {
  return header.trim().toLowerCase();
}

function read(record: Record<string, string>): Pick<ReadLine, 'contact' | 'error'> {
  const sent = Object.create(null) as Record<string, string>;
  for (const name of COLUMNS) sent[name] = (record[name] ?? '').replace(MADE_TEXT, '');
  try {
    return { contact: readFields(ContactLine, sent) };
  } catch (error) {
    if (!(error instanceof InvalidInput)) throw error;
    const problems = Object.entries(error.fieldErrors ?? {}).map(([name, [problem]]) => `${name}: ${problem}`);
    return { error: problems.join(' ') };
  }
}

function refused(problem: string): InvalidInput {
  return new InvalidInput({ file: [problem] });
}
