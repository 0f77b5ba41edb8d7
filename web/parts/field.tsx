export interface FieldProps {
  name: string;
  /** Where several forms of a page have a field of this name. */
  id?: string;
  type?:
    'text' | 'email' | 'password' | 'tel' | 'number' | 'url' | 'search' | 'date' | 'time' | 'datetime-local';
  value?: string;
  required?: boolean;
  autocomplete?: string;
  autocapitalize?: 'none';
  spellcheck?: boolean;
  inputMode?: 'numeric' | 'decimal';
  min?: number;
  max?: number;
  label: string;
  hint?: string;
  fault?: string | undefined;
  optional?: string | false;
  /** Words of the button that shows a password; without, there is none. */
  showLabel?: string;
}

export const idOf = (name: string) => `field-${name}`;

/** An input with its label, what helps, and what is wrong with it. */
export function Field({
  name,
  id = idOf(name),
  label,
  hint,
  fault,
  optional,
  showLabel,
  ...input
}: FieldProps) {
  return (
    <div class="field">
      <label for={id}>
        {label} {optional && <span class="optional">({optional})</span>}
      </label>
      <div class={showLabel ? 'with-button' : undefined}>
        <input id={id} name={name} {...(input as object)} {...describedBy(id, hint, fault)} />
        {showLabel && (
          <button type="button" class="show-password" data-shows={id} aria-pressed="false" hidden>
            {showLabel}
          </button>
        )}
      </div>
      <Below id={id} hint={hint} fault={fault} />
    </div>
  );
}

interface AreaProps {
  name: string;
  id?: string;
  label: string;
  hint?: string;
  fault?: string | undefined;
  optional?: string | false;
  value?: string;
  required?: boolean;
}

export function TextArea({ name, id = idOf(name), label, hint, fault, optional, ...area }: AreaProps) {
  return (
    <div class="field">
      <label for={id}>
        {label} {optional && <span class="optional">({optional})</span>}
      </label>
      <textarea id={id} name={name} rows={3} {...area} {...describedBy(id, hint, fault)} />
      <Below id={id} hint={hint} fault={fault} />
    </div>
  );
}

interface SelectProps extends Omit<AreaProps, 'value'> {
  value?: string;
  options: readonly (readonly [value: string, label: string])[];
}

export function Select({
  name,
  id = idOf(name),
  label,
  hint,
  fault,
  optional,
  value,
  options,
  required,
}: SelectProps) {
  return (
    <div class="field">
      <label for={id}>
        {label} {optional && <span class="optional">({optional})</span>}
      </label>
      <select id={id} name={name} required={required} {...describedBy(id, hint, fault)}>
        {options.map(([one, words]) => (
          <option value={one} selected={one === value} key={one}>
            {words}
          </option>
        ))}
      </select>
      <Below id={id} hint={hint} fault={fault} />
    </div>
  );
}

interface CheckboxProps {
  name: string;
  id?: string;
  label: string;
  value?: string;
  checked?: boolean;
  required?: boolean;
  fault?: string | undefined;
}

export function Checkbox({
  name,
  id = idOf(name),
  label,
  value = 'true',
  checked,
  required,
  fault,
}: CheckboxProps) {
  return (
    <div class="field">
      <label class="check" for={id}>
        <input
          type="checkbox"
          id={id}
          name={name}
          value={value}
          checked={checked}
          required={required}
          {...describedBy(id, undefined, fault)}
        />
        <span>{label}</span>
      </label>
      <Below id={id} fault={fault} />
    </div>
  );
}

function describedBy(id: string, hint?: string, fault?: string) {
  const ids = [fault && `${id}-fault`, hint && `${id}-hint`].filter(Boolean).join(' ');
  return {
    ...(ids && { 'aria-describedby': ids }),
    ...(fault && { 'aria-invalid': 'true' as const }),
  };
}

function Below({ id, hint, fault }: { id: string; hint?: string; fault?: string | undefined }) {
  return (
    <>
      {fault && (
        <p class="fault" id={`${id}-fault`}>
          {fault}
        </p>
      )}
      {hint && (
        <p class="hint" id={`${id}-hint`}>
          {hint}
        </p>
      )}
    </>
  );
}
