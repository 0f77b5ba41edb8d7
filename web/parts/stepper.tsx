import { idOf } from './field.js';

interface StepperProps {
  name: string;
  id?: string;
  label: string;
  /** Words of its two buttons. */
  less: string;
  more: string;
  value: number;
  min?: number;
  max: number;
  fault?: string | undefined;
}

/** A small number; its buttons show where a script can press them (`web/browser/steppers.ts`). */
export function Stepper({
  name,
  id = idOf(name),
  label,
  less,
  more,
  value,
  min = 1,
  max,
  fault,
}: StepperProps) {
  return (
    <div class="field">
      <label for={id}>{label}</label>
      <div class="stepper" data-stepper={id}>
        <button type="button" data-by="-1" aria-label={less} hidden>
          −
        </button>
        <input
          type="number"
          id={id}
          name={name}
          value={value}
          min={min}
          max={max}
          inputMode="numeric"
          autocomplete="off"
          {...(fault && { 'aria-invalid': 'true', 'aria-describedby': `${id}-fault` })}
        />
        <button type="button" data-by="1" aria-label={more} hidden>
          +
        </button>
      </div>
      {fault && (
        <p class="fault" id={`${id}-fault`}>
          {fault}
        </p>
      )}
    </div>
  );
}
