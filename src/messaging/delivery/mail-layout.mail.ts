import type { Mail } from '../../platform/mail/mail.js';

export interface Letter {
  to: string;
  subject: string;
  /** Null for an address whose owner we do not know. */
  fullName: string | null;
  /** Line breaks in them are kept. */
  paragraphs: string[];
  /** A few words each: `When`, `Where`. */
  facts: [label: string, text: string][];
  link: { label: string; url: string };
  /** Why this mail came. */
  footer: string;
}

const MAX_SUBJECT = 200;
const LABEL = 'padding:2px 16px 2px 0;color:#666;vertical-align:top';

export function renderMail({ to, subject, ...letter }: Letter): Pick<Mail, 'to' | 'subject' | 'text' | 'html'> {
  const line = [...subject.replace(/\s+/g, ' ').trim()].slice(0, MAX_SUBJECT).join('');
  return { to, subject: line, text: textOf(letter), html: htmlOf(letter) };
}

type Body = Omit<Letter, 'to' | 'subject'>;

function textOf({ fullName, paragraphs, facts, link, footer }: Body): string {
  const table = facts.map(([label, text]) => `${label}: ${text}`).join('\n');
  const parts = [greeting(fullName), ...paragraphs, table, `${link.label}: ${link.url}`, `--\n${footer}`];
  return `${parts.filter(Boolean).join('\n\n')}\n`;
}

function htmlOf({ fullName, paragraphs, facts, link, footer }: Body): string {
  const texts = [greeting(fullName), ...paragraphs].map(
    (text) => `<p>${escapeHtml(text).replace(/\r?\n/g, '<br>\n')}</p>`,
  );
  const rows = facts.map(
    ([label, text]) => `<tr><td style="${LABEL}">${escapeHtml(label)}</td><td>${escapeHtml(text)}</td></tr>`,
  );
  const table =
    rows.length > 0 ? `<table style="border-collapse:collapse">\n${rows.join('\n')}\n</table>\n` : '';
  return `<!doctype html>
<html lang="en"><body style="font-family:sans-serif;line-height:1.5;max-width:36em;margin:2em auto;color:#222">
${texts.join('\n')}
${table}<p><a href="${escapeHtml(link.url)}">${escapeHtml(link.label)}</a></p>
<p style="color:#888;font-size:85%">${escapeHtml(footer)}</p>
</body></html>
`;
}

function greeting(fullName: string | null): string {
  return fullName ? `Hello ${fullName},` : 'Hello,';
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
