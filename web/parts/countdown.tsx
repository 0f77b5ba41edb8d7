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

/** `9:05` of milliseconds, `1:09:05` from an hour on. */
export function clockOf(ms: number): string {
  const seconds = Math.max(0, Math.ceil(ms / 1_000));
  const [hours, minutes] = [Math.floor(seconds / 3_600), Math.floor(seconds / 60) % 60];
  const two = (number: number) => String(number).padStart(2, '0');
  const ending = `${two(seconds % 60)}`;
  return hours > 0 ? `${hours}:${two(minutes)}:${ending}` : `${minutes}:${ending}`;
}
