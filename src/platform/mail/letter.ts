import type { Mail, MailCause } from './mail.js';
import { withoutLinks } from './without-links.js';

interface Link {
  label: string;
  url: string;
}

export interface Letter {
  to: string;
  cause: MailCause;
  subject: string;
  /** Greeted by it; left out where the letter begins as its writer wants. */
  fullName?: string | null;
  paragraphs: string[];
  facts?: [label: string, text: string][];
  link?: Link;
  otherLink?: Link;
  /** Why this mail came; comes after the name of the site. */
  footer?: string;
}

type Body = Omit<Letter, 'to' | 'cause' | 'subject'> & { siteName: string };

const MAX_SUBJECT = 200;
const BODY =
  'font-family:sans-serif;line-height:1.5;max-width:36em;margin:2em auto;color:#222;overflow-wrap:break-word';
const LABEL = 'padding:2px 16px 2px 0;color:#666;vertical-align:top;white-space:nowrap';

/** The layout of every mail. No heading has a link of anybody's; nor has a mail that nobody asked for. */
export function renderLetter(siteName: string, { to, cause, subject, ...letter }: Letter): Mail {
  const body = { ...(cause === 'reader' ? letter : guarded(letter)), siteName };
  const fullName = letter.fullName && withoutLinks(letter.fullName);
  const line = [...withoutLinks(subject.replace(/\s+/g, ' ').trim())].slice(0, MAX_SUBJECT).join('');
  return { to, cause, subject: line, text: textOf({ ...body, fullName }), html: htmlOf({ ...body, fullName }) };
}

function guarded<Part extends Pick<Letter, 'paragraphs' | 'facts'>>(letter: Part): Part {
  return {
    ...letter,
    paragraphs: letter.paragraphs.map(withoutLinks),
    facts: letter.facts?.map(([label, text]) => [label, withoutLinks(text)]),
  };
}

function textOf({ fullName, paragraphs, facts = [], link, otherLink, ...body }: Body): string {
  const table = facts.map(([label, text]) => `${label}: ${text}`).join('\n');
  const ways = [link, otherLink].map((way) => way && `${way.label}: ${way.url}`);
  const parts = [greeting(fullName), ...paragraphs, table, ...ways, `--\n${signature(body)}`];
  return `${parts.filter(Boolean).join('\n\n')}\n`;
}

function htmlOf({ fullName, paragraphs, facts = [], link, otherLink, ...body }: Body): string {
  const texts = [greeting(fullName), ...paragraphs]
    .filter(Boolean)
    .map((text) => `<p>${escapeHtml(text).replace(/\r?\n/g, '<br>\n')}</p>`);
  const rows = facts.map(
    ([label, text]) => `<tr><td style="${LABEL}">${escapeHtml(label)}</td><td>${escapeHtml(text)}</td></tr>`,
  );
  const table =
    rows.length > 0 ? `<table style="border-collapse:collapse">\n${rows.join('\n')}\n</table>\n` : '';
  const ways = [link, otherLink].map((way) =>
    way ? `<p><a href="${escapeHtml(way.url)}">${escapeHtml(way.label)}</a></p>\n` : '',
  );
  return `<!doctype html>
<html lang="en"><body style="${BODY}">
${texts.join('\n')}
${table}${ways.join('')}<p style="color:#888;font-size:85%">${linked(escapeHtml(signature(body)))}</p>
</body></html>
`;
}

function greeting(fullName: string | null | undefined): string {
  if (fullName === undefined) return '';
  return fullName ? `Hello ${fullName},` : 'Hello,';
}

function signature({ siteName, footer }: Pick<Body, 'siteName' | 'footer'>): string {
  return footer ? `${siteName}. ${footer}` : siteName;
}

/** Of a signature, whose words are the product's own. */
function linked(html: string): string {
  return html.replace(/https?:\/\/\S+/g, (url) => `<a href="${url}" style="color:#888">${url}</a>`);
}

const ENTITIES: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => ENTITIES[character]!);
}
