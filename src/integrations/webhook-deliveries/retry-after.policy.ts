const AT_MOST_MS = 7 * 24 * 3_600_000;
const SECONDS = /^\d{1,9}$/;

/** Until when `Retry-After` asks to wait, in either of its forms; null without one. A week is the most. */
export function resumptionAsked(header: string | null, now: Date): Date | null {
  const asked = header?.trim() ?? '';
  const at = SECONDS.test(asked) ? now.getTime() + Number(asked) * 1_000 : Date.parse(asked);
  if (Number.isNaN(at)) return null;
  return new Date(Math.min(at, now.getTime() + AT_MOST_MS));
}
