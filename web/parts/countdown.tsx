import { clockOf } from '../lib/time.js';

interface CountdownProps {
  /** The instant it runs to, and the present one. */
  until: string;
  now: string;
  /** Said once it is over. */
  over: string;
}

/** Minutes and seconds that are left; without a script those of when the page was made. */
export function Countdown({ until, now, over }: CountdownProps) {
  const left = Date.parse(until) - Date.parse(now);
  return (
    <time class="countdown" dateTime={until} data-countdown={left} data-over={over}>
      {left > 0 ? clockOf(left) : over}
    </time>
  );
}
