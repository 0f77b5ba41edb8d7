import { weekdayNames } from '../../../lib/time.js';
import { usePage } from '../../app/page.js';
import { dayOf, type Rule } from './hours.js';

const MINUTES = 1_440;
const WIDTH = 480;
const ROW = 22;
const LEFT = 44;
const TOP = 18;
const HOURS = [0, 6, 12, 18, 24];

const minutesOf = (clock: string) => Number(clock.slice(0, 2)) * 60 + Number(clock.slice(3, 5));
const across = (minutes: number) => LEFT + (minutes / MINUTES) * (WIDTH - LEFT);

/** The week as seven bars; the words beside it say the same, so nobody has to hear it. */
export function WeekGrid({ rules }: { rules: readonly Rule[] }) {
  const { language } = usePage();
  const names = weekdayNames(language);
  return (
    <svg class="week-grid" viewBox={`0 0 ${WIDTH} ${TOP + 7 * ROW}`} aria-hidden="true">
      {HOURS.map((hour) => (
        <g key={hour}>
          <line x1={across(hour * 60)} x2={across(hour * 60)} y1={TOP - 4} y2={TOP + 7 * ROW} />
          <text x={across(hour * 60)} y={TOP - 8} text-anchor={hour === 24 ? 'end' : 'middle'}>
            {hour}
          </text>
        </g>
      ))}
      {names.map(({ short }, index) => (
        <text x={0} y={TOP + index * ROW + 14} key={short}>
          {short}
        </text>
      ))}
      {rules
        .flatMap((rule) => barsOf(rule))
        .map(({ key, day, from, to }) => (
          <rect
            x={across(from)}
            width={across(to) - across(from)}
            y={TOP + (day - 1) * ROW + 3}
            height={ROW - 6}
            rx={4}
            key={key}
          />
        ))}
    </svg>
  );
}

/** Hours past midnight go on in the next row. */
function barsOf(rule: Rule) {
  const [day, from, to] = [dayOf(rule), minutesOf(rule.start_time), minutesOf(rule.end_time)];
  if (to > from) return [{ key: `${rule.id}`, day, from, to }];
  const next = { key: `${rule.id}-next`, day: (day % 7) + 1, from: 0, to };
  return [{ key: `${rule.id}`, day, from, to: MINUTES }, ...(to > 0 ? [next] : [])];
}
