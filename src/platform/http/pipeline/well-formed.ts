const [QUOTE, BACKSLASH] = [0x22, 0x5c];
const OPENS: ReadonlySet<number> = new Set([0x5b, 0x7b]);
const CLOSES: ReadonlySet<number> = new Set([0x5d, 0x7d]);
const ENCODED_BYTES = /(?:%[0-9a-f]{2})+/gi;

/** Whether JSON has at most so many lists and objects within each other; asked before it is parsed. */
export function isNestedWithin(most: number, json: Buffer): boolean {
  let depth = 0;
  let inText = false;
  for (let at = 0; at < json.length; at++) {
    const byte = json[at]!;
    if (inText && byte === BACKSLASH) at++;
    else if (byte === QUOTE) inText = !inText;
    else if (!inText && OPENS.has(byte) && ++depth > most) return false;
    else if (!inText && CLOSES.has(byte)) depth--;
  }
  return true;
}

/** Whether the percent-encoded bytes of a form or an address are UTF-8; a lone `%` stands for itself. */
export function isUtf8Encoded(text: string): boolean {
  try {
    for (const [bytes] of text.matchAll(ENCODED_BYTES)) decodeURIComponent(bytes);
    return true;
  } catch {
    return false;
  }
}
