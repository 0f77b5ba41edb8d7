const millis = (of: string) => `extract(epoch FROM ${of})::bigint * 1000`;
const window = (of: string) => `'opens', ${millis(`${of}.opens`)}, 'closes', ${millis(`${of}.closes`)}`;
const list = (items: string) => `coalesce(jsonb_agg(${items}), '[]')`;

/** `WeeklyRule`s as JSON. */
export const weeklyRulesOf = (person: string): string => `(
  SELECT ${list(`jsonb_build_object('id', r.id, 'dayOfWeek', r.day_of_week, ${window('r')})`)}
  FROM scheduling.availability_rules r WHERE r.owner_id = ${person})`;

/** `DateOverride`s as JSON; one reaches two dates beyond its own, whatever the zone. */
export const overridesOf = (person: string, from: string, until: string): string => `(
  SELECT ${list(`jsonb_build_object('id', o.id, 'date', ${millis('o.on_date')}, 'window',
    CASE WHEN o.opens IS NOT NULL THEN jsonb_build_object(${window('o')}) END)`)}
  FROM scheduling.availability_overrides o WHERE o.owner_id = ${person}
    AND o.on_date BETWEEN (${from} AT TIME ZONE 'UTC')::date - 2 AND (${until} AT TIME ZONE 'UTC')::date + 2)`;
