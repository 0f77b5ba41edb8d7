const integer = (description: string) => ({ description, schema: { type: 'integer' as const } });
const text = (description: string) => ({ description, schema: { type: 'string' as const } });

export const SHARED_HEADERS = {
  'X-Request-Id': text('The request’s id, taken from the request or made; it finds the log lines.'),
  'X-RateLimit-Limit': integer('Requests per window, where they are limited.'),
  'X-RateLimit-Remaining': integer('Requests left in this window.'),
  'X-RateLimit-Reset': integer('When the window ends, in epoch seconds.'),
  'Retry-After': integer('Seconds until another try makes sense.'),
  'Idempotent-Replayed': text('`true` when this is the answer of an earlier request with the same key.'),
  'X-Ignored-Fields': text('Fields and parameters that nobody reads here, percent-encoded; of many the first.'),
  'Preference-Applied': text('`handling=strict` where it was asked for by `Prefer`.'),
  'X-Total-Count': integer('Items before paging (under /api).'),
  'X-Total-Count-Exact': text('`false` when the count is an estimate.'),
  ETag: text('Given back as `If-None-Match`, it saves what has not changed.'),
  Link: text('RFC 8288 links to the next, previous, first and last page (under /api).'),
};

type HeaderName = keyof typeof SHARED_HEADERS;

export function headersOf(names: readonly HeaderName[]): Record<string, unknown> {
  return Object.fromEntries(names.map((name) => [name, { $ref: `#/components/headers/${name}` }]));
}

interface Place {
  holder: Record<string | number, unknown>;
  key: string | number;
}

/** Puts what stands in several places alike among the components of a kind, and refers to it from there. */
export function shareAlike<Part extends object>(
  kind: 'responses' | 'parameters',
  places: Iterable<Place>,
  nameOf: (part: Part) => string,
): Record<string, Part> {
  const alike = new Map<string, Place[]>();
  for (const place of places) {
    const text = JSON.stringify(place.holder[place.key]);
    alike.set(text, [...(alike.get(text) ?? []), place]);
  }
  const shared: Record<string, Part> = {};
  for (const [text, all] of alike) {
    if (all.length === 1) continue;
    const part = JSON.parse(text) as Part;
    const name = freeName(nameOf(part), shared);
    shared[name] = part;
    for (const { holder, key } of all) holder[key] = { $ref: `#/components/${kind}/${name}` };
  }
  return shared;
}

function freeName(name: string, taken: object, count = 1): string {
  const tried = count === 1 ? name : `${name}.${count}`;
  return tried in taken ? freeName(name, taken, count + 1) : tried;
}
