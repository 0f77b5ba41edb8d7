import { formatDate, localDate, monthName } from '../../lib/time.js';
import { Tiles } from '../../parts/tiles.js';
import type { PageContext } from '../page.js';

interface CoverProps {
  event: { id: number; cover_image: string | null; start_date: string; timezone: string };
  page: PageContext;
  columns?: number;
  rows?: number;
}

/** Its picture, else tiles; the day it starts on as a leaf of a calendar. */
export function Cover({ event, page, columns = 9, rows = 3 }: CoverProps) {
  const day = localDate(event.start_date, event.timezone);
  return (
    <div class="cover">
      {event.cover_image ? (
        <img src={localOf(event.cover_image)} alt="" loading={columns < 9 ? 'lazy' : undefined} />
      ) : (
        <Tiles seed={event.id} columns={columns} rows={rows} />
      )}
      <span class="leaf" aria-hidden="true">
        <span>{monthName(day.slice(0, 7), page.language).replace(/\s?(?:de )?\d{4}$/, '')}</span>
        {Number(day.slice(8))}
        <small>{formatDate(day, page.language).split(/[ ,]/)[0]}</small>
      </span>
    </div>
  );
}

/** Pages load pictures of this site alone, by whatever name it is visited. */
function localOf(address: string): string {
  return address.replace(/^https?:\/\/[^/]+(?=\/media\/)/, '');
}
