import type { ComponentChildren } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import type { Refusal } from '../../browser/api.js';
import { Checkbox, Field, idOf, Select, TextArea, type FieldProps } from '../../parts/field.js';
import { ErrorSummary, faultOf } from '../../pages/frame/forms.js';
import { refusedPage, useDeed, useRefusedPage, type Deed } from './answer.js';
import { usePage } from './page.js';

export type Values = Readonly<Record<string, string>>;

export interface Form {
  values: Values;
  deed: Deed;
  set(values: Values): void;
  onInput(event: Event): void;
  fault(name: string): string | undefined;
}

/** What is typed, by the names of the fields; a tick is `true`, none is empty. */
export function useForm(initial: Values): Form {
  const page = usePage();
  const deed = useDeed();
  const [values, setValues] = useState(initial);
  const onInput = ({ target }: Event) => {
    const { name, type, value, checked } = target as HTMLInputElement;
    if (name) setValues((all) => ({ ...all, [name]: type !== 'checkbox' ? value : checked ? 'true' : '' }));
  };
  const fault = (name: string) => faultOf(refusedPage(page, deed.refusal), name);
  return { values, deed, set: (some) => setValues((all) => ({ ...all, ...some })), onInput, fault };
}

interface AppFormProps {
  form: Form;
  /** The fields by their names on the wire, with their labels. */
  labels: Readonly<Record<string, string>>;
  submit: string;
  onSubmit(): Promise<unknown>;
  children: ComponentChildren;
  /** Beside the button. */
  besides?: ComponentChildren;
  id?: string;
}

/** What was refused stands at its head, which is focused then. */
export function AppForm({ form, labels, submit, onSubmit, children, besides, id }: AppFormProps) {
  const place = useRef<HTMLFormElement>(null);
  const { refusal, isBusy } = form.deed;
  useEffect(() => {
    if (refusal) place.current?.querySelector<HTMLElement>('#refused')?.focus();
  }, [refusal]);
  const send = (event: Event) => {
    event.preventDefault();
    if (!isBusy) void form.deed.run(onSubmit);
  };
  return (
    <form ref={place} id={id} class="stack" noValidate onInput={form.onInput} onSubmit={send}>
      {refusal && <Summary refusal={refusal} labels={labels} />}
      {children}
      <p class="row">
        <button class="button" aria-disabled={isBusy || undefined}>
          {submit}
        </button>
        {besides}
      </p>
    </form>
  );
}

/** Names every field that was refused, those of rows too, which have no label of their own. */
function Summary({ refusal, labels }: { refusal: Refusal; labels: Readonly<Record<string, string>> }) {
  const page = useRefusedPage(refusal);
  const all = Object.fromEntries(
    Object.keys(refusal.fields).map((name) => [name, labels[name] ?? labels[name.split('.')[0]!] ?? name]),
  );
  return <ErrorSummary page={page} labels={all} />;
}

interface BoundProps extends Omit<FieldProps, 'value' | 'fault' | 'id'> {
  form: Form;
}

export function Input({ form, ...field }: BoundProps) {
  return <Field {...field} value={form.values[field.name] ?? ''} fault={form.fault(field.name)} />;
}

interface ChoiceProps {
  form: Form;
  name: string;
  label: string;
  hint?: string;
  options: readonly (readonly [value: string, label: string])[];
}

export function Choice({ form, ...select }: ChoiceProps) {
  return <Select {...select} value={form.values[select.name] ?? ''} fault={form.fault(select.name)} />;
}

export function Area({ form, ...area }: Omit<ChoiceProps, 'options'> & { optional?: string | false }) {
  return <TextArea {...area} value={form.values[area.name] ?? ''} fault={form.fault(area.name)} />;
}

export function Tick({ form, name, label }: Omit<ChoiceProps, 'options' | 'hint'>) {
  return (
    <Checkbox
      name={name}
      id={idOf(name)}
      label={label}
      checked={form.values[name] === 'true'}
      fault={form.fault(name)}
    />
  );
}
