export type Values = Readonly<Record<string, string | number>>;

/** Replaces `{name}`, and `{n, plural, =0 {…} one {…} other {…}}` with `#` for the number. */
export function format(text: string, values: Values, language: string): string {
  let result = '';
  let at = 0;
  for (;;) {
    const open = text.indexOf('{', at);
    if (open < 0) return result + text.slice(at);
    const close = closingBrace(text, open);
    result += text.slice(at, open) + filled(text.slice(open + 1, close), values, language);
    at = close + 1;
  }
}

function filled(slot: string, values: Values, language: string): string {
  const plural = /^(\w+), plural, ([\s\S]+)$/.exec(slot);
  if (!plural) return String(values[slot] ?? '');
  const n = Number(values[plural[1]!]);
  const forms = formsOf(plural[2]!);
  const form = forms[`=${n}`] ?? forms[new Intl.PluralRules(language).select(n)] ?? forms['other'] ?? '';
  return format(form.replaceAll('#', new Intl.NumberFormat(language).format(n)), values, language);
}

function formsOf(text: string): Record<string, string> {
  const forms: Record<string, string> = {};
  let at = 0;
  for (;;) {
    const open = text.indexOf('{', at);
    if (open < 0) return forms;
    const close = closingBrace(text, open);
    forms[text.slice(at, open).trim()] = text.slice(open + 1, close);
    at = close + 1;
  }
}

function closingBrace(text: string, open: number): number {
  let depth = 0;
  for (let at = open; at < text.length; at++) {
    if (text[at] === '{') depth++;
    else if (text[at] === '}' && --depth === 0) return at;
  }
  throw new Error(`A brace is not closed: ${text}`);
}
