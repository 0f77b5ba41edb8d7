/** The dashboard's sections as `GET /admin/statistics` gives them; each context adds its own. */
export interface Figures {
  users: Counted & { total: number; active: number; new_in_period: number };
  bookings: {
    total: number;
    by_kind: Record<string, number>;
    by_status: Record<string, number>;
    per_day: readonly BookedDay[];
  };
  revenue: { by_currency: Record<string, Revenue> };
  events: { on_sale: readonly OnSale[] };
  checks?: readonly Finding[];
}

interface Counted {
  per_day: readonly { date: string; count: number }[];
}

interface BookedDay {
  date: string;
  count: number;
  cancelled: number;
  by_kind: Record<string, number>;
}

interface Revenue {
  total: string;
  per_day: readonly { date: string; amount: string }[];
}

export interface OnSale {
  id: number;
  title: string;
  organizer_name: string;
  starts_at: string;
  timezone: string;
  sold: number;
  capacity: number | null;
  waiting: number;
  currency: string;
  revenue: string;
}

export interface Finding {
  name: string;
  is_fine: boolean;
  figures: Record<string, number>;
}

/** The money that most is made of. */
export function currencyOf(...all: readonly Figures[]): string {
  const totals = new Map<string, number>();
  for (const { revenue } of all)
    for (const [currency, { total }] of Object.entries(revenue.by_currency))
      totals.set(currency, (totals.get(currency) ?? 0) + Number(total));
  return [...totals].toSorted(([, a], [, b]) => b - a)[0]?.[0] ?? 'USD';
}

/** What each of the days has; those that are not named have nothing. */
export function byDay<Day extends { date: string }>(
  dates: readonly string[],
  days: readonly Day[],
  valueOf: (day: Day) => number,
): number[] {
  const values = new Map(days.map((day) => [day.date, valueOf(day)]));
  return dates.map((date) => values.get(date) ?? 0);
}
