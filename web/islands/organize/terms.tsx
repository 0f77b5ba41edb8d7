import type { ComponentChildren } from 'preact';
import type { Wire } from '../../pages/wire.js';
import { Area, Choice, Input, type Form } from '../app/form.js';
import { usePage } from '../app/page.js';

type Steps = Wire<'EventTypeRequest'>['refund_policy'];

const CURRENCIES = Intl.supportedValuesOf('currency');

interface TermsProps {
  form: Form;
  labels: Readonly<Record<'max_attendees' | 'price' | 'currency' | 'refund_policy', string>>;
  /** What the keys of its words begin with. */
  words: 'types' | 'desk';
  /** Another field beside the price. */
  beside?: ComponentChildren;
  children?: ComponentChildren;
}

/** Seats, price and what goes back, of whatever is offered. */
export function Terms({ form, labels, words, beside, children }: TermsProps) {
  const { t } = usePage();
  const currency = form.values['currency'] ?? '';
  const currencies = CURRENCIES.includes(currency) ? CURRENCIES : [currency, ...CURRENCIES];
  const seats = { form, name: 'max_attendees', type: 'number', min: 1 } as const;
  return (
    <section class="card stack" aria-labelledby="terms">
      <h2 id="terms">{t(`${words}.terms`)}</h2>
      <div class="columns">
        <Input {...seats} label={labels.max_attendees} hint={t(`${words}.hint.max_attendees`)} />
        <Input
          form={form}
          name="price"
          inputMode="decimal"
          label={labels.price}
          hint={t(`${words}.hint.price`)}
        />
        <Choice
          form={form}
          name="currency"
          label={labels.currency}
          options={currencies.map((one) => [one, one])}
        />
        {beside}
      </div>
      {children}
      <Area
        form={form}
        name="refund_policy"
        label={labels.refund_policy}
        hint={t(`${words}.hint.refund_policy`)}
      />
    </section>
  );
}

/** A step a line: hours before the start, percent given back. */
export function linesOf(steps: Steps): string {
  return (steps ?? []).map(({ hours_before: hours, percent }) => `${hours} ${percent}`).join('\n');
}

/** None is the site's own policy. */
export function stepsIn(text: string): Steps {
  const lines = text.split('\n').filter((line) => line.trim() !== '');
  if (lines.length === 0) return null;
  return lines.map((line) => {
    const [hours = NaN, percent = NaN] = line.trim().split(/\D+/).map(Number);
    return { hours_before: hours, percent };
  });
}
