import { Checkbox, Field, Select, TextArea } from '../../parts/field.js';
import { faultOf } from '../frame/forms.js';
import type { Failure, PageContext } from '../page.js';
import type { Question } from './booking-body.js';

const MISSING = / needs an answer\.$/;

export const questionName = (key: string) => `custom_answers.${key}`;

/** A question of the host's, as its type wants it. */
export function QuestionField({ question, page }: { question: Question; page: PageContext }) {
  const { key, label, type, required, options } = question;
  const { t, typed } = page;
  const name = questionName(key);
  const value = typed[name] ?? '';
  const shared = { name, label, required, value, fault: faultOf(page, name) };
  const optional = !required && t('form.optional');
  switch (type) {
    case 'textarea':
      return <TextArea {...shared} optional={optional} />;
    case 'select': {
      const choices = [['', t('booking.choose')] as const, ...options.map((one) => [one, one] as const)];
      return <Select {...shared} optional={optional} options={choices} />;
    }
    case 'checkbox':
      return <Checkbox {...shared} value="true" checked={value === 'true'} />;
    case 'number':
      return <Field {...shared} optional={optional} inputMode="decimal" autocomplete="off" />;
    default:
      return <Field {...shared} optional={optional} autocomplete="off" />;
  }
}

/** The API names all answers that are wrong in one field, each sentence beginning with its question. */
export function withAnswerFaults(failure: Failure | null, questions: readonly Question[]): Failure | null {
  const sentences = failure?.fields['custom_answers'];
  if (!failure || !sentences) return failure;
  const faults = questions.flatMap(({ key, label }) => {
    const found = sentences.find((sentence) => sentence.startsWith(`"${label}"`));
    if (found === undefined) return [];
    const rest = found.slice(label.length + 2).replace(/^: /, '');
    const words = MISSING.test(found) ? 'This field is required.' : rest[0]!.toUpperCase() + rest.slice(1);
    return [[questionName(key), [words]] as const];
  });
  return { ...failure, fields: { ...failure.fields, ...Object.fromEntries(faults) } };
}
