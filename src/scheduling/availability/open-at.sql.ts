const RULES = 'scheduling.availability_rules w';
const OVERRIDES = 'scheduling.availability_overrides w';

/** SQL of `isOpen` at one instant, for lists of people; a test holds both against each other. */
export function openAt(person: string, zone: string, at: string): string {
  const own = (table: string, on: string) => `SELECT FROM ${table} WHERE w.owner_id = ${person} AND ${on}`;
  const ofDate = (days: string) => `w.on_date = shown.today${days}`;
  const ofWeekday = (days: string) => `w.day_of_week % 7 = extract(dow FROM shown.today${days})`;
  const hasBegun = 'w.opens <= shown.clock AND (w.closes <= w.opens OR shown.clock < w.closes)';
  const goesOn = 'w.closes <= w.opens AND shown.clock < w.closes';
  return `EXISTS (
    SELECT FROM (SELECT wall::date AS today, wall::time AS clock
      FROM (SELECT ${at} AT TIME ZONE ${zone} AS wall) here) shown
    WHERE CASE WHEN EXISTS (${own(OVERRIDES, ofDate(''))})
      THEN EXISTS (${own(OVERRIDES, `${ofDate('')} AND ${hasBegun}`)})
      ELSE EXISTS (${own(RULES, `${ofWeekday('')} AND ${hasBegun}`)})
        OR CASE WHEN EXISTS (${own(OVERRIDES, ofDate(' - 1'))})
          THEN EXISTS (${own(OVERRIDES, `${ofDate(' - 1')} AND ${goesOn}`)})
          ELSE EXISTS (${own(RULES, `${ofWeekday(' - 1')} AND ${goesOn}`)}) END
        OR NOT (EXISTS (${own(RULES, 'true')}) OR EXISTS (${own(OVERRIDES, 'w.opens IS NOT NULL')})) END)`;
}
