/** What the bench uses of it; its own types are a package of their own. */
declare module 'luxon' {
  export class DateTime {
    static fromISO(text: string, options?: { zone?: string }): DateTime;
    readonly weekday: number;
    plus(duration: { days?: number; minutes?: number }): DateTime;
    set(values: { hour: number }): DateTime;
    setZone(zone: string): DateTime;
    toUTC(): DateTime;
    toMillis(): number;
    toISO(options?: { suppressMilliseconds?: boolean }): string | null;
    valueOf(): number;
  }
}
