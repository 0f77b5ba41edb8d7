import { contentDigest } from '../../../shared/texts.js';

/** A body that is JSON already. With an `etag` who has it is answered 304. */
export class JsonText {
  constructor(
    readonly text: string,
    readonly etag?: string,
  ) {}

  /** An object whose fields may be such texts themselves; what is undefined is left out. */
  static object(fields: Readonly<Record<string, unknown>>, etag?: string): JsonText {
    const parts = Object.entries(fields).flatMap(([name, value]) => {
      const text = value instanceof JsonText ? value.text : JSON.stringify(value);
      return text === undefined ? [] : [`${JSON.stringify(name)}:${text}`];
    });
    return new JsonText(`{${parts.join(',')}}`, etag);
  }
}

/** An entity tag of what says the same in whatever encoding (RFC 9110, 8.8.1). */
export function weakTag(text: string): string {
  return `W/"${contentDigest(text)}"`;
}

/** A page; `status` says what happened, where that is no success. */
export class HtmlText {
  constructor(
    readonly text: string,
    readonly status: number,
    readonly etag?: string,
  ) {}
}

/** In place of a body, after a form: the page that comes next; that of a payment provider, too. */
export class SeeOther {
  constructor(readonly path: string) {}
}

/** In place of a body: another address of this server, with the query that was asked. */
export class Redirection {
  constructor(readonly path: string) {}
}
