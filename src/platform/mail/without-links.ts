const LINK = /:\/\/|^\W*(?:mailto:|www\d?[.。．｡])/iu;
const ADDRESS = /[^@＠][@＠]+[^@＠]/u;
/** A dot between words, as in the name of a host; not one between numbers or single letters. */
const HOST = /[\p{L}\p{M}\p{N}][.。．｡](?=[\p{L}\p{M}\p{N}-]*\p{L}\p{M}*\p{L})/u;
const NUMBERED_HOST = /\d[.。．｡]\d{1,3}[.。．｡]\d{1,3}[.。．｡]\d{1,3}(?=[/?#]|:\d)/;
const PATH = /[/?#]|:\d/;
const DOTS = /(?<=[\p{L}\p{M}\p{N}])[.。．｡](?=[\p{L}\p{N}])/gu;

/** What a mail program would make a link of is none any more. */
export function withoutLinks(text: string): string {
  return text.replace(/\S+/gu, plain);
}

function plain(word: string): string {
  if ([LINK, ADDRESS, NUMBERED_HOST].some((form) => form.test(word))) return '…';
  if (!HOST.test(word)) return word;
  return PATH.test(word) ? '…' : word.replace(DOTS, ' ');
}
