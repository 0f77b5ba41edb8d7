import { Spark } from '../../parts/chart.js';

export interface KeyFigure {
  name: string;
  value: string;
  change: { up: boolean; isWorse?: boolean; text: string } | null;
  note: string;
  course: readonly number[];
}

export function Key({ name, value, change, note, course }: KeyFigure) {
  return (
    <li class="card key">
      <div>
        <p class="key-name">{name}</p>
        <p class="key-value">{value}</p>
      </div>
      <Spark values={course} />
      <p class="below">
        {change && (
          <strong class={change.isWorse ? 'worse' : 'better'}>
            <span aria-hidden="true">{change.up ? '↑' : '↓'}</span> {change.text}
          </strong>
        )}{' '}
        {note}
      </p>
    </li>
  );
}
