import type { Wire } from '../../../pages/wire.js';
import type { Values } from '../../app/form.js';
import { linesOf, stepsIn } from '../terms.js';

type EventType = Wire<'EventTypeResponse'>;
type TypeBody = Wire<'EventTypeRequest'>;

const TEXTS = ['name', 'slug', 'description', 'location', 'price', 'currency', 'color'] as const;
const NUMBERS = [
  ...(['duration', 'slot_interval', 'buffer_before', 'buffer_after', 'minimum_notice'] as const),
  ...(['cancellation_notice', 'booking_window_days', 'max_attendees'] as const),
  ...(['max_bookings_per_day', 'max_bookings_per_week'] as const),
];
const TICKS = ['requires_confirmation', 'is_active', 'is_public'] as const;
const DATES = ['booking_window_start', 'booking_window_end'] as const;
const CHOICES = ['booking_window_type', 'location_type'] as const;
/** Cleared by null; any other number that is left empty is missing. */
const NULLABLE: readonly string[] = [
  ...['slot_interval', 'max_bookings_per_day', 'max_bookings_per_week', ...DATES],
];
const START: Values = {
  ...{ name: '', duration: '30', booking_window_type: 'days', booking_window_days: '60', max_attendees: '1' },
  ...{ location_type: 'video', price: '0.00', currency: 'EUR', color: '#0b6454', is_active: 'true' },
  ...{ is_public: 'true', buffer_before: '0', buffer_after: '0', minimum_notice: '0' },
  ...{ cancellation_notice: '0', questions: '0', duration_options: '' },
};

/** Rows of a list are `custom_questions.0.label`, as the API names what is wrong with them. */
export function valuesOf(type: EventType | null): Values {
  if (!type) return START;
  const plain = [...TEXTS, ...NUMBERS, ...TICKS, ...DATES, ...CHOICES].map((name): [string, string] => {
    const value = type[name];
    return [name, value === null || value === false ? '' : String(value)];
  });
  const interval = type.slot_interval === type.duration ? '' : String(type.slot_interval);
  const questions = type.custom_questions.flatMap(({ key, label, type: kind, required, options }, index) =>
    Object.entries({
      key,
      label,
      type: kind,
      required: required ? 'true' : '',
      options: options.join('\n'),
    }).map(([name, value]) => [`custom_questions.${index}.${name}`, value] as const),
  );
  return {
    ...Object.fromEntries(plain),
    ...Object.fromEntries(questions),
    slot_interval: interval,
    questions: String(type.custom_questions.length),
    duration_options: type.duration_options.join(', '),
    refund_policy: linesOf(type.refund_policy),
  };
}

export function bodyOf(values: Values): TypeBody {
  const text = (name: string) => values[name]?.trim() ?? '';
  const numbers = NUMBERS.map((name) => [
    name,
    text(name) === '' ? (NULLABLE.includes(name) ? null : undefined) : Number(text(name)),
  ]);
  const texts = [...TEXTS, ...CHOICES].map((name) => [name, text(name)]);
  const dates = DATES.map((name) => [name, text(name) === '' ? null : text(name)]);
  const ticks = TICKS.map((name) => [name, values[name] === 'true']);
  const body = Object.fromEntries([...numbers, ...texts, ...dates, ...ticks]) as TypeBody;
  if (!body.slug) delete body.slug;
  return {
    ...body,
    duration_options: numbersIn(text('duration_options')),
    refund_policy: stepsIn(text('refund_policy')),
    custom_questions: questionsIn(values),
  };
}

export function questionsIn(values: Values): NonNullable<TypeBody['custom_questions']> {
  return Array.from({ length: Number(values['questions'] ?? 0) }, (_, index) => {
    const of = (name: string) => values[`custom_questions.${index}.${name}`] ?? '';
    const options = of('options')
      .split('\n')
      .map((line) => line.trim())
      .filter(Boolean);
    const type = of('type') as 'text';
    const isChoice = of('type') === 'select';
    const sent = { key: of('key') || keyFrom(of('label'), index), label: of('label').trim(), type };
    return { ...sent, required: of('required') === 'true', ...(isChoice && { options }) };
  });
}

/** Names an answer, where its host gave no name. */
function keyFrom(label: string, index: number): string {
  const words = label
    .normalize('NFKD')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '_');
  const key = words.replaceAll(/^[_\d]+|_$/g, '').slice(0, 40);
  return key === '' ? `question_${index + 1}` : key;
}

function numbersIn(text: string): number[] {
  return text
    .split(/[\s,;]+/)
    .filter(Boolean)
    .map(Number);
}

/** The same under another name; its address is made of that. */
export function copyOf(type: EventType, name: string): TypeBody {
  const body = bodyOf(valuesOf(type));
  delete body.slug;
  return { ...body, name, is_active: false };
}

export function embedOf({ organizer_slug: host, slug }: EventType, site: string): string {
  return `<script src="${site}/embed.js" async></script><div data-convoke="${host}/${slug}"></div>`;
}
