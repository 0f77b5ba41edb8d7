import { prepared } from '../../src/platform/database/prepared-statement.js';
import type { Tx } from '../../src/platform/database/tx.js';

interface PlantedRow {
  id: number;
  endsAt: string;
  title: string | null;
  place?: string;
}

/** Read as what it does not give: its end as text, and a title. */
export const PLANTED = prepared('planted-read', 'SELECT id, ends_at AS "endsAt" FROM booking.bookings');

export const readPlanted = (tx: Tx): Promise<PlantedRow[]> => tx.query<PlantedRow>(PLANTED);
