import { Area, Choice, Input, Tick, type Form, type Values } from '../../app/form.js';
import { usePage } from '../../app/page.js';

const KINDS = ['text', 'textarea', 'select', 'checkbox', 'number'] as const;
const MOST = 20;
const FIELDS = ['key', 'label', 'type', 'required', 'options'];

/** What who books is asked besides name and address. */
export function Questions({ form }: { form: Form }) {
  const { t } = usePage();
  const count = Number(form.values['questions'] ?? 0);
  const add = () => form.set({ questions: String(count + 1), ...rowAt(count, { type: 'text' }) });
  return (
    <section class="card stack" aria-labelledby="questions">
      <h2 id="questions">{t('types.questions')}</h2>
      {form.fault('custom_questions') && (
        <p class="fault" id="field-custom_questions" tabIndex={-1}>
          {form.fault('custom_questions')}
        </p>
      )}
      {Array.from({ length: count }, (_, index) => (
        <Question form={form} index={index} remove={() => form.set(without(form.values, index))} key={index} />
      ))}
      {count < MOST && (
        <p>
          <button type="button" class="button small quiet" onClick={add}>
            {t('types.question.add')}
          </button>
        </p>
      )}
    </section>
  );
}

interface QuestionProps {
  form: Form;
  index: number;
  remove(): void;
}

function Question({ form, index, remove }: QuestionProps) {
  const { t } = usePage();
  const nameOf = (field: string) => `custom_questions.${index}.${field}`;
  return (
    <fieldset class="field stack rowed">
      <legend>{t('types.question.n', { n: index + 1 })}</legend>
      <div class="columns">
        <Input form={form} name={nameOf('label')} label={t('types.question.label')} />
        <Choice
          form={form}
          name={nameOf('type')}
          label={t('types.question.type')}
          options={KINDS.map((kind) => [kind, t(`types.question.${kind}`)])}
        />
        <Input
          form={form}
          name={nameOf('key')}
          label={t('types.question.key')}
          hint={t('types.question.key_hint')}
          optional={t('form.optional')}
        />
      </div>
      {form.values[nameOf('type')] === 'select' && (
        <Area form={form} name={nameOf('options')} label={t('types.question.options')} />
      )}
      <div class="row">
        <Tick form={form} name={nameOf('required')} label={t('types.question.required')} />
        <button type="button" class="button small quiet" onClick={remove}>
          {t('app.remove')}
        </button>
      </div>
    </fieldset>
  );
}

function rowAt(index: number, row: Values): Values {
  return Object.fromEntries(FIELDS.map((field) => [`custom_questions.${index}.${field}`, row[field] ?? '']));
}

/** Those behind it move up. */
function without(values: Values, index: number): Values {
  const count = Number(values['questions']);
  const rows = Array.from({ length: count }, (_, at) =>
    Object.fromEntries(FIELDS.map((field) => [field, values[`custom_questions.${at}.${field}`] ?? ''])),
  ).filter((_, at) => at !== index);
  return { questions: String(count - 1), ...Object.assign({}, ...rows.map((row, at) => rowAt(at, row))) };
}
