import type { ComponentChildren } from 'preact';
import { labelsThatFit, ticksTo } from '../lib/scales.js';

const EDGE = { left: 46, right: 6, top: 8, bottom: 24 };
const HEIGHT = 190;
const WIDE = 560;
const NARROW = 370;
const GAP = 0.24;
/** Of the uppermost part of a bar. */
const ROUND = 2;

export interface Series {
  name: string;
  values: readonly number[];
  /** As it was before, to be compared with. */
  isBefore?: true;
}

interface ChartProps {
  title: string;
  /** One of each place, left to right. */
  labels: readonly string[];
  series: readonly Series[];
  /** Words of the row's head, and of what opens the table. */
  words: { place: string; table: string };
  format?(value: number): string;
  action?: ComponentChildren;
}

const innerHeight = HEIGHT - EDGE.top - EDGE.bottom;
const innerWidth = (width: number) => width - EDGE.left - EDGE.right;

/** Stacked bars of a day each. */
export function Bars(props: ChartProps) {
  const { labels, series, format = String } = props;
  const totals = labels.map((_, index) => sum(series.map(({ values }) => values[index] ?? 0)));
  const ticks = ticksTo(Math.max(0, ...totals));
  const y = heightOf(ticks.at(-1)!);
  const wide = innerWidth(WIDE) / Math.max(1, labels.length);
  return (
    <Figure {...props} width={WIDE} ticks={ticks} place={(index) => EDGE.left + (index + 0.5) * wide}>
      {labels.map((label, index) => {
        let below = 0;
        const top = series.findLastIndex(({ values }) => (values[index] ?? 0) > 0);
        return (
          <g key={label}>
            <title>{`${label}: ${format(totals[index]!)}`}</title>
            {series.map(({ name, values }, nth) => {
              const value = values[index] ?? 0;
              below += value;
              return value === 0 ? null : (
                <rect
                  key={name}
                  class={`series-${nth + 1}`}
                  x={round(EDGE.left + (index + GAP / 2) * wide)}
                  y={round(y(below))}
                  width={round(wide * (1 - GAP))}
                  height={round(y(below - value) - y(below))}
                  rx={nth === top ? ROUND : undefined}
                />
              );
            })}
          </g>
        );
      })}
    </Figure>
  );
}

/** A line, filled below, and beside it what it is compared with. */
export function Lines(props: ChartProps) {
  const { labels, series, format = String } = props;
  const ticks = ticksTo(Math.max(0, ...series.flatMap(({ values }) => values)));
  const y = heightOf(ticks.at(-1)!);
  const x = (index: number) => EDGE.left + (index / Math.max(1, labels.length - 1)) * innerWidth(NARROW);
  const path = (values: readonly number[]) =>
    values.map((value, index) => `${index ? 'L' : 'M'}${round(x(index))} ${round(y(value))}`).join('');
  const bottom = round(EDGE.top + innerHeight);
  return (
    <Figure {...props} width={NARROW} ticks={ticks} place={x}>
      {series.map(({ name, values, isBefore }) => (
        <g key={name} class={isBefore ? 'line before' : 'line'}>
          {!isBefore && <path class="area" d={`${path(values)}V${bottom}H${EDGE.left}Z`} />}
          <path d={path(values)}>
            <title>{name}</title>
          </path>
          {!isBefore &&
            values.map((value, index) => (
              <circle key={labels[index]} cx={round(x(index))} cy={round(y(value))} r="5">
                <title>{`${labels[index]}: ${format(value)}`}</title>
              </circle>
            ))}
        </g>
      ))}
    </Figure>
  );
}

/** The course of something beside its figure, which says it in words. */
export function Spark({ values }: { values: readonly number[] }) {
  const most = Math.max(1, ...values);
  const x = (index: number) => (index / Math.max(1, values.length - 1)) * 96 + 2;
  const points = values.map((value, index) => `${round(x(index))},${round(26 - (value / most) * 24)}`);
  return (
    <svg class="spark" viewBox="0 0 100 28" width="100" height="28" aria-hidden="true">
      <polyline points={points.join(' ')} />
    </svg>
  );
}

/** How much of a whole; the words beside it say the same. */
export function Meter({ part, whole }: { part: number; whole: number }) {
  const share = whole > 0 ? Math.min(1, part / whole) : 0;
  return (
    <svg
      class="meter"
      viewBox="0 0 100 4"
      width="100%"
      height="5"
      preserveAspectRatio="none"
      aria-hidden="true"
    >
      <rect class="ground" width="100" height="4" />
      <rect class={share === 1 ? 'series-2' : 'series-1'} width={round(share * 100)} height="4" />
    </svg>
  );
}

interface FigureProps extends ChartProps {
  width: number;
  ticks: readonly number[];
  place(index: number): number;
  children: ComponentChildren;
}

function Figure({
  title,
  labels,
  series,
  words,
  format = String,
  width,
  ticks,
  place,
  action,
  children,
}: FigureProps) {
  const y = heightOf(ticks.at(-1)!);
  return (
    <figure class="chart">
      <figcaption>
        <h2>{title}</h2>
        {action}
      </figcaption>
      <svg viewBox={`0 0 ${width} ${HEIGHT}`} role="img" aria-label={title}>
        <title>{title}</title>
        {/* Browsers read what is inside aloud, numbers without an order: the table has them in theirs. */}
        <g aria-hidden="true">
          {ticks.map((tick) => (
            <g key={tick}>
              <line class="rule" x1={EDGE.left} x2={width - EDGE.right} y1={y(tick)} y2={y(tick)} />
              <text x={EDGE.left - 8} y={y(tick) + 4} text-anchor="end">
                {format(tick)}
              </text>
            </g>
          ))}
          {labelsThatFit(labels, place, width).map((index) => (
            <text key={labels[index]} x={round(place(index))} y={HEIGHT - 6} text-anchor="middle">
              {labels[index]}
            </text>
          ))}
          {children}
        </g>
      </svg>
      <ul class="legend">
        {series.map(({ name, isBefore }, nth) => (
          <li key={name}>
            <svg viewBox="0 0 14 14" width="14" height="14" aria-hidden="true">
              {isBefore ? (
                <path class="before" d="M0 7h14" />
              ) : (
                <rect class={`series-${nth + 1}`} width="12" height="12" y="1" rx="3" />
              )}
            </svg>
            {name}
          </li>
        ))}
      </ul>
      <details>
        <summary>{words.table}</summary>
        <div class="scrolls" role="region" aria-label={title} tabIndex={0}>
          <table class="table">
            <caption class="unseen">{title}</caption>
            <thead>
              <tr>
                <th scope="col">{words.place}</th>
                {series.map(({ name }) => (
                  <th scope="col" class="end" key={name}>
                    {name}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {labels.map((label, index) => (
                <tr key={label}>
                  <th scope="row">{label}</th>
                  {series.map(({ name, values }) => (
                    <td class="end" key={name}>
                      {format(values[index] ?? 0)}
                    </td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      </details>
    </figure>
  );
}

const heightOf = (most: number) => (value: number) => EDGE.top + innerHeight * (1 - Math.max(0, value) / most);

const sum = (values: readonly number[]) => values.reduce((all, value) => all + value, 0);

const round = (value: number) => Math.round(value * 10) / 10;
