import type { Request, Response } from 'express';

const MAX_NAMES = 100;
const SHAPED = 'convoke:list';

export function markAsList(response: Response): void {
  response.locals[SHAPED] = true;
}

/** `?fields=id,title` keeps only these fields of each item, or of the one body; unknown names are ignored. */
export function selectFields(body: unknown, request: Request): unknown {
  const asked = request.query['fields'];
  if (asked === undefined || request.res === undefined) return body;
  const names = new Set(
    String(asked)
      .split(',', MAX_NAMES)
      .map((name) => name.trim())
      .filter(Boolean),
  );
  if (names.size === 0) return body;
  if (Array.isArray(body)) return body.map((item) => cut(item, names));
  if (request.res.locals[SHAPED]) {
    const envelope = body as { results: unknown[] };
    return { ...envelope, results: envelope.results.map((item) => cut(item, names)) };
  }
  return cut(body, names);
}

function cut(item: unknown, names: ReadonlySet<string>): unknown {
  if (typeof item !== 'object' || item === null || Array.isArray(item)) return item;
  return Object.fromEntries(Object.entries(item).filter(([name]) => names.has(name)));
}
