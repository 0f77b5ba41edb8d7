import mustache, { type TemplateSpans } from 'mustache';
import { lengthOf } from '../../shared/texts.js';

export const VARIABLES = [
  'invitee_name',
  'invitee_email',
  'organizer_name',
  'event_name',
  'start_time',
  'end_time',
  'timezone',
  'location',
  'manage_url',
  'cancel_reason',
] as const;
export type Variable = (typeof VARIABLES)[number];
export type TemplateValues = Readonly<Record<Variable, string>>;

export const MAX_TEMPLATE = 10_000;
/** Within a tag the parser tries each space anew. */
const MAX_SPACE = 200;

/** Its own cache would keep every template that anybody ever sent. */
const parser = Object.assign(new mustache.Writer(), { templateCache: undefined });

/** What is wrong with a template, for who writes it: it holds texts and `{{variables}}`, and nothing else. */
export function templateProblems(template: string): string[] {
  if (template.length > 2 * MAX_TEMPLATE || lengthOf(template) > MAX_TEMPLATE)
    return [`Must have at most ${MAX_TEMPLATE} characters.`];
  if (template.split(/\S+/).some(({ length }) => length > MAX_SPACE))
    return [`Must have at most ${MAX_SPACE} spaces in a row.`];
  const spans = spansOf(template);
  if (typeof spans === 'string') return [spans];
  const unknown = spans.filter(([type, name]) => type === 'name' && !isVariable(name));
  const other = spans.find(([type]) => type !== 'text' && type !== 'name');
  if (other) return [`Only variables such as {{invitee_name}} are understood, not “${other[0]}${other[1]}”.`];
  const names = [...new Set(unknown.map(([, name]) => `{{${name}}}`))];
  return names.length === 0 ? [] : [`There is no ${names.join(', ')}. Choose from ${VARIABLES.join(', ')}.`];
}

/** The template with its values, which are never read as a template themselves. Nothing is escaped here. */
export function filled(template: string, values: TemplateValues): string {
  const spans = spansOf(template);
  if (typeof spans === 'string') return template;
  const known: ReadonlyMap<string, string> = new Map(Object.entries(values));
  return spans.map(([type, text]) => (type === 'name' ? (known.get(text) ?? '') : text)).join('');
}

function spansOf(template: string): TemplateSpans | string {
  try {
    return parser.parse(template);
  } catch (error) {
    return `Cannot be read: ${(error as Error).message.toLowerCase()}.`;
  }
}

function isVariable(name: string): name is Variable {
  return (VARIABLES as readonly string[]).includes(name);
}
