import { filledPath, type ApiDocument, type ApiOperation, type JsonSchema } from '../support/api-document.js';

/** A request that nobody should send. */
export interface Malformed {
  what: string;
  path: string;
  body?: string;
  headers?: Record<string, string>;
}

const LONG = 'x'.repeat(60_000);
const DEEP = 500;

/** Values that some field somewhere is not prepared for. */
const VALUES: unknown[] = [
  null,
  '',
  ' ',
  0,
  -1,
  1.5,
  1e308,
  9_007_199_254_740_993,
  2 ** 31,
  true,
  [],
  {},
  [null],
  [[[[]]]],
  { $gt: '' },
  { toString: 1 },
  { length: 1e9 },
  Object.fromEntries(Array.from({ length: 9_000 }, (_, n) => [`k${n}`, 1])),
  { ['k'.repeat(50_000)]: true },
  '\u0000',
  '\ud800',
  '\u202e\u200b',
  '😀'.repeat(5_000),
  LONG,
  "' OR 1=1 --",
  '"; DROP TABLE booking.bookings; --',
  '%00',
  '../../../../etc/passwd',
  '<script>alert(1)</script>',
  '${7*7}{{7*7}}',
  'NaN',
  'Infinity',
  '١٢٣',
  '0x10',
  '1e3',
  '2026-02-30T10:00:00Z',
  '2026-01-01T10:00:00',
  '+275760-09-13T00:00:00.001Z',
  '-000001-01-01T00:00:00Z',
  '9999-12-31T23:59:60Z',
  '2026-13-45',
  'undefined',
  '[object Object]',
  '__proto__',
  'constructor',
  'a@b',
  `${'a'.repeat(300)}@example.com`,
  'https://[::1]:99999/',
  'javascript:alert(1)',
];

const PATH_VALUES = [
  '0',
  '-1',
  '1.5',
  '1e3',
  'abc',
  '9'.repeat(30),
  '%00',
  '%E0%A4%A',
  '..%2f..%2fetc',
  '%27',
  '１',
  ' 1',
  '1;2',
  'NaN',
];

/** Bodies that are not the JSON object they should be. */
const BODIES: [what: string, body: string, headers?: Record<string, string>][] = [
  ['no JSON', '{"a":'],
  ['only text', 'hello'],
  ['a list', '[]'],
  ['null', 'null'],
  ['a number', '42'],
  ['a string', '"text"'],
  ['true', 'true'],
  ['the same key twice', '{"a":1,"a":2}'],
  ['a prototype', '{"__proto__":{"isAdmin":true},"constructor":{"prototype":{"isAdmin":true}}}'],
  ['deep lists', `{"a":${'['.repeat(DEEP)}${']'.repeat(DEEP)}}`],
  ['deep lists with a key', `{"a":${'['.repeat(30_000)}${']'.repeat(30_000)}}`, { 'idempotency-key': 'deep' }],
  ['deep objects', `${'{"a":'.repeat(DEEP)}1${'}'.repeat(DEEP)}`],
  ['many keys', `{${Array.from({ length: 3_000 }, (_, n) => `"k${n}":1`).join()}}`],
  ['a large number', '{"a":1e999999}'],
  ['a byte order mark', '\ufeff{}'],
  ['a form', 'a=1&b[c]=2&b[__proto__]=3', { 'content-type': 'application/x-www-form-urlencoded' }],
  [
    'XML',
    '<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a>&b;</a>',
    { 'content-type': 'application/xml' },
  ],
  ['a form that is no UTF-8', 'a=%FF&b=%C3', { 'content-type': 'application/x-www-form-urlencoded' }],
  ['no type', '{}', { 'content-type': '' }],
  ['another charset', '{}', { 'content-type': 'application/json; charset=utf-16' }],
  ['a false encoding', '{}', { 'content-encoding': 'gzip' }],
  [
    'a broken upload',
    '--x\r\nContent-Disposition: form-data; name="avatar"; filename="a"\r\n\r\n',
    { 'content-type': 'multipart/form-data; boundary=x' },
  ],
  ['an upload without a boundary', 'x', { 'content-type': 'multipart/form-data' }],
  ['too much', `{"a":"${'x'.repeat(110_000)}"}`],
];

const HEADERS: Record<string, string>[] = [
  { 'idempotency-key': 'x'.repeat(300) },
  { 'idempotency-key': ' ' },
  { 'x-request-id': 'x'.repeat(1_000) },
  { 'x-timezone': 'Mars/Olympus' },
  { 'x-timezone': '../../etc' },
  { accept: 'text/nothing' },
  { 'accept-language': ',;q=' },
  { 'x-forwarded-for': "' OR 1=1, 999.999.999.999" },
  { cookie: 'sessionid=%00; csrftoken' },
  { cookie: `sessionid=j:["${'A'.repeat(43)}"]; csrftoken=j:{"length":43}` },
  { 'if-none-match': '*'.repeat(500) },
  { range: 'bytes=0-,-1,5-2' },
];

/** What pages read of addresses and forms, whatever else they have. */
const PAGE_NAMES = [
  ...['lang', 'theme', 'timezone', 'embed', 'next', 'month', 'date', 'start_time', 'duration', 'page', 'open'],
  ...['attendee_count', 'action', 'token', 'username', 'email', 'name', 'title', 'quantity', 'id', 'search'],
  ...[
    'answers.topic',
    'custom_answers.__proto__',
    'manage_token',
    'done',
    'outcome',
    'code',
    'month',
    'ordering',
  ],
];

const FORMS = [
  '',
  '=',
  'action',
  'action=save&action=save',
  'action[]=save&action[constructor]=1',
  'action[__proto__][isAdmin]=true',
  'a.b.c=1&a=2&a.b=3&.=4&a.=5&.a=6',
  '__proto__.isAdmin=true&constructor.prototype.isAdmin=true',
  Array.from({ length: 3_000 }, (_, n) => `k${n}=1`).join('&'),
  `action=${'x'.repeat(60_000)}`,
  '%ff=%fe&action=%C3',
];

const QUERY = [
  'page=0',
  'page=-1',
  'page=1e9',
  'page_size=NaN',
  'page_size=1000000',
  'ordering=1;drop',
  'ordering[]=a',
  'fields=__proto__',
  'limit=%00',
  'a[b][c]=1',
  '%ff=%fe',
  '&&&=&=',
];

/** The same for the addresses of people, and for their forms; each address gets others than the one before. */
export function malformedVisits(
  path: string,
  method: 'GET' | 'POST',
  nth: number,
  atMost: number,
): Malformed[] {
  const form: Record<string, string> = { 'content-type': 'application/x-www-form-urlencoded' };
  const at = path.replace(/\{\w+\}/g, '424242');
  const plain: Omit<Malformed, 'what'> = {
    path: at,
    ...(method === 'POST' && { body: 'action=save', headers: form }),
  };
  const paths = path === at ? [] : PATH_VALUES;
  const odd = mixed(VALUES.filter((value) => typeof value === 'string' && value.length < 9_000) as string[]);
  const pairs = odd.map((value) => {
    const text = encodeURIComponent(value.replace(/[\ud800-\udfff]/g, '\ufffd'));
    return PAGE_NAMES.map((name) => `${name}=${text}`).join('&');
  });
  const all = interleaved<Malformed>([
    paths.map((value) => ({
      ...plain,
      what: `path ${value}`,
      path: path.replace(/\{\w+\}/g, value.replaceAll(' ', '%20')),
    })),
    [...QUERY, ...pairs].map((query) => ({
      ...plain,
      what: `query ${query.slice(0, 80)}`,
      path: `${at}?${query}`,
    })),
    method === 'GET'
      ? []
      : [...FORMS, ...pairs].map((body) => ({ ...plain, what: `form ${body.slice(0, 80)}`, body })),
    method === 'GET' ? [] : BODIES.map(([what, body, headers = form]) => ({ ...plain, what, body, headers })),
    HEADERS.map((headers) => ({
      ...plain,
      what: `header ${Object.keys(headers)[0]}`,
      headers: { ...plain.headers, ...headers },
    })),
  ]);
  const from = (nth * atMost) % all.length;
  return [...all.slice(from), ...all.slice(0, from)].slice(0, atMost);
}

/** As many odd requests as asked for, spread over all the ways in which this operation can be asked oddly. */
export function malformedInputs(document: ApiDocument, operation: ApiOperation, atMost: number): Malformed[] {
  const all = interleaved([
    inPath(operation),
    inQuery(document, operation),
    inBody(document, operation),
    inFields(document, operation),
    HEADERS.map((headers) => ({
      ...plain(document, operation),
      what: `header ${Object.keys(headers)[0]}`,
      headers,
    })),
  ]);
  return all.slice(0, atMost);
}

function plain(document: ApiDocument, operation: ApiOperation): Malformed {
  const values = Object.fromEntries(operation.parameters.map(({ name }) => [name, 424_242]));
  const body = operation.body && JSON.stringify(document.exampleBody(operation));
  return { what: 'plain', path: filledPath(operation, values), ...(body !== undefined && { body }) };
}

function inPath(operation: ApiOperation): Malformed[] {
  const name = operation.parameters.find((parameter) => parameter.in === 'path')?.name;
  if (!name) return [];
  return PATH_VALUES.map((value) => ({
    what: `path ${value}`,
    path: operation.path.replace(/\{\w+\}/g, value.replaceAll(' ', '%20')),
  }));
}

function inQuery(document: ApiDocument, operation: ApiOperation): Malformed[] {
  const base = plain(document, operation);
  const names = operation.parameters.filter((parameter) => parameter.in === 'query').map(({ name }) => name);
  const odd = names.flatMap((name) =>
    VALUES.filter((value) => typeof value === 'string' && value.length < 1_000).map((value) =>
      [name, (value as string).replace(/[\ud800-\udfff]/g, '\ufffd')].map(encodeURIComponent).join('='),
    ),
  );
  return [...QUERY, ...mixed(odd)].map((query) => ({
    ...base,
    what: `query ${query}`,
    path: `${base.path}?${query}`,
  }));
}

function inBody(document: ApiDocument, operation: ApiOperation): Malformed[] {
  if (!operation.body) return [];
  const base = plain(document, operation);
  return BODIES.map(([what, body, headers]) => ({
    ...base,
    what: `body ${what}`,
    body,
    ...(headers && { headers }),
  }));
}

/** The example with one field replaced, once for each field and value. */
function inFields(document: ApiDocument, operation: ApiOperation): Malformed[] {
  if (!operation.body) return [];
  const base = plain(document, operation);
  const example = document.exampleBody(operation);
  const names = Object.keys((operation.body.properties ?? {}) as Record<string, JsonSchema>);
  const changed = names.flatMap((name) =>
    [...VALUES, undefined].map((value) => ({
      ...base,
      what: `field ${name} = ${String(JSON.stringify(value)).slice(0, 60)}`,
      body: JSON.stringify({ ...example, [name]: value }),
    })),
  );
  return mixed(changed);
}

/** The same list in another, always equal order, so that its first hundred are of all kinds. */
function mixed<T>(list: T[]): T[] {
  const step = 37;
  const seen = new Set<number>();
  for (let n = 0; seen.size < list.length && n < list.length * step; n++) seen.add((n * step) % list.length);
  for (let n = 0; n < list.length; n++) seen.add(n);
  return [...seen].map((index) => list[index]!);
}

function interleaved<T>(lists: T[][]): T[] {
  const longest = Math.max(...lists.map(({ length }) => length));
  return Array.from({ length: longest }, (_, n) =>
    lists.flatMap((list) => (n < list.length ? [list[n]!] : [])),
  ).flat();
}
