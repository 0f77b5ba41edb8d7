import { askedMonth } from '../../../web/pages/booking/booking-state.js';

export interface AskedDays {
  month?: string;
  date?: string;
  start_time?: Date;
  start_date?: string;
  end_date?: string;
  explain?: Date;
}

/** The days of the asked month and the next, unless days are asked for by themselves. */
export function inMonths<Asked extends AskedDays>(query: Asked, zone: string, now: Date): Asked {
  const { start_time, explain = start_time } = query;
  if (query.start_date !== undefined || query.end_date !== undefined) return { ...query, explain };
  const month = askedMonth(query, zone, now.toISOString());
  return { ...query, explain, start_date: `${month}-01`, end_date: lastDayAfter(month) };
}

function lastDayAfter(month: string): string {
  const [year, number] = month.split('-').map(Number) as [number, number];
  return new Date(Date.UTC(year, number + 1, 0)).toISOString().slice(0, 10);
}
