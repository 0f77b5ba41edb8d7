import { narrowTo } from '../../platform/database/selection/search.js';
import { Selection } from '../../platform/database/selection/selection.js';
import type { Tx } from '../../platform/database/tx.js';
import type { Page, PageRequest } from '../../platform/http/lists/lists.js';
import { isPublic } from '../model/event-visibility.rules.js';
import type { EventReader } from '../model/event.access.js';
import type { EventStatus } from '../model/event.entity.js';
import {
  EVENTS_SEARCHED,
  type EventRow,
  joinSeats,
  rowColumns,
  toEventRow,
  type RawEventRow,
} from '../model/event.sql.js';

type Source = Pick<Tx, 'query'>;

const IS_PUBLIC = isPublic.sql('e');
const IS_OWN = `e.id = ANY(ARRAY(
  SELECT o.id FROM collaboration.events o WHERE o.organizer_id = $reader::bigint
    AND o.deleted_at IS NULL AND (o.state = 'draft' OR o.visibility = 'invited')))`;
/** Who takes part in an invited event has an invitation too: no bookings have to be read. */
const IS_INVITED = `e.id = ANY(ARRAY(
  SELECT i.event_id FROM collaboration.invitations i WHERE i.person_id = $reader::bigint))`;

/**
 * By the clock: the job that moves the phases is seconds late, so what has just begun is found by its start.
 */
const ONGOING = `e.id IN (
  SELECT o.id FROM collaboration.events o
    WHERE o.state = 'open' AND o.phase = 'ongoing' AND o.deleted_at IS NULL AND o.ends_at > $now
  UNION ALL SELECT o.id FROM collaboration.events o
    WHERE o.state = 'open' AND o.phase = 'ahead' AND o.deleted_at IS NULL AND o.ends_at > $now
      AND o.starts_at <= $now AND o.starts_at > $now::timestamptz - interval '1 day')`;

const HAS_STATUS: Record<EventStatus, string> = {
  upcoming: `e.state = 'open' AND e.starts_at > $now`,
  published: `e.state = 'open' AND e.kind = 'ticketed' AND e.starts_at > $now`,
  ongoing: ONGOING,
  completed: `e.state = 'open' AND e.starts_at < $now AND e.ends_at <= $now`,
  draft: `e.state = 'draft'`,
  cancelled: `e.state = 'cancelled'`,
};
const RARE: readonly EventStatus[] = ['ongoing', 'draft', 'cancelled'];

/** Which events a list shows. A filter that finds few collects them first, by its own index. */
export class EventSelection {
  private readonly events: Selection;

  constructor(
    private readonly reader: EventReader,
    now: Date,
  ) {
    const rows = `collaboration.events e ${joinSeats('e', 's')}`;
    const values = { reader: reader?.id ?? null, now };
    this.events = new Selection({ from: 'collaboration.events e', id: 'e.id', rows }, values);
    this.events.must('e.deleted_at IS NULL');
    if (!reader) this.events.must(IS_PUBLIC);
    else if (!reader.isAdmin)
      this.events.must(`((${IS_PUBLIC}) OR ${IS_OWN} OR (e.state <> 'draft' AND ${IS_INVITED}))`);
  }

  search(text: string): void {
    narrowTo(this.events, EVENTS_SEARCHED, text);
  }

  status(status: EventStatus): void {
    this.events.and(HAS_STATUS[status]);
    if (RARE.includes(status)) this.events.narrow();
    if (status === 'draft' && !this.reader?.isAdmin)
      this.events.must('e.organizer_id = $author::bigint', { author: this.reader?.id ?? 0 });
  }

  /** Both names are of one person: two persons have made nothing together. */
  madeBy({ creator, organizer }: { creator?: number; organizer?: number }): void {
    if (creator !== undefined && organizer !== undefined && creator !== organizer) this.events.and('false');
    const person = creator ?? organizer;
    if (person !== undefined) this.events.and('e.organizer_id = $person::bigint', { person }).narrow();
  }

  /** Undefined is no bound, like any other filter. */
  filter(filters: { category?: string; isOnline?: boolean; from?: Date; before?: Date }): void {
    const { category, isOnline, from, before } = filters;
    this.events.and('e.category = $category', { category });
    if (isOnline !== undefined) this.events.and(isOnline ? 'e.is_online' : 'NOT e.is_online');
    this.events.and('e.starts_at >= $from', { from }).and('e.starts_at < $before', { before });
    if (from && before) this.events.narrow();
  }

  async page(source: Source, page: PageRequest): Promise<Page<EventRow>> {
    const columns = rowColumns('e', 's', '$reader');
    const found = await this.events.page<RawEventRow>(source, columns, page);
    return { ...found, items: found.items.map(toEventRow) };
  }
}
