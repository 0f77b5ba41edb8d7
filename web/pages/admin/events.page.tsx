import { Field } from '../../parts/field.js';
import { Table } from '../../parts/table.js';
import { definePage, type PageContext, type PageProps } from '../page.js';
import type { Wire } from '../wire.js';
import { AdminShell } from './admin-shell.js';
import type { AuditEntry } from './audit-table.js';
import { addressWith, Ask, Room, Side, sortOf, StatusFilter, type ListOf } from './listing.js';
import { Status } from './status.js';
import { shortMoment } from './words.js';

type Event = Wire<'EventResponse'>;

export interface AdminEventsBody {
  list: ListOf<Event>;
  opened: { event: Event; trail: readonly AuditEntry[] } | null;
}

const STATUSES = ['upcoming', 'draft', 'ongoing', 'completed', 'cancelled'] as const;
const CANCELLABLE = ['draft', 'published', 'upcoming', 'ongoing'];

export const AdminEventsPage = definePage<AdminEventsBody>({
  title: ({ page }) => page.t('admin.events.title'),
  View: AdminEvents,
  isPrivate: true,
  showsWaiting: true,
  width: 'wide',
});

function AdminEvents({ body: { list, opened }, page }: PageProps<AdminEventsBody>) {
  const { t, query, language } = page;
  return (
    <AdminShell page={page} room="events">
      <Room
        page={page}
        list={list}
        filters={
          <>
            <Field name="search" label={t('admin.search')} value={query['search'] ?? ''} />
            <StatusFilter page={page} of={STATUSES} />
            <Field
              name="date_from"
              type="date"
              label={t('admin.column.since')}
              value={query['date_from'] ?? ''}
            />
          </>
        }
        side={opened && <OpenedSide {...opened} page={page} />}
        table={
          <Table
            caption={t('admin.events.title')}
            rows={list.items}
            keyOf={({ id }) => id}
            columns={[
              {
                name: 'event',
                label: t('admin.column.event'),
                cell: ({ id, title }) => <a href={addressWith(page, { open: id })}>{title}</a>,
              },
              { name: 'who', label: t('admin.column.organizer'), cell: ({ organizer_name: name }) => name },
              {
                name: 'kind',
                label: t('admin.column.kind'),
                cell: ({ kind }) => t(`admin.event.${kindOf(kind)}`),
              },
              {
                name: 'when',
                label: t('admin.column.when'),
                sort: sortOf(page, 'start_date', '-start_date'),
                cell: ({ start_date: start, timezone }) => shortMoment(start, timezone, language),
              },
              {
                name: 'status',
                label: t('admin.column.status'),
                cell: ({ status }) => <Status page={page} group="status" name={status} />,
              },
              { name: 'seats', label: t('admin.column.seats'), isEnd: true, cell: seatsOf },
            ]}
          />
        }
      />
    </AdminShell>
  );
}

function OpenedSide({ event, trail, page }: { event: Event; trail: readonly AuditEntry[]; page: PageContext }) {
  const { t, language } = page;
  const { id, status, timezone } = event;
  const at = (instant: string) => shortMoment(instant, timezone, language);
  return (
    <Side
      page={page}
      title={event.title}
      trail={trail}
      facts={[
        [
          t('admin.column.organizer'),
          <a href={`/admin/users?open=${event.organizer}`}>{event.organizer_name}</a>,
        ],
        [t('admin.column.kind'), t(`admin.event.${kindOf(event.kind)}`)],
        [t('admin.column.status'), <Status page={page} group="status" name={status} />],
        [t('admin.column.when'), `${at(event.start_date)} – ${at(event.end_date)}`],
        [t('admin.column.zone'), timezone],
        [t('admin.column.seats'), seatsOf(event)],
        [t('admin.column.page'), <a href={`/events/${id}`}>{`/events/${id}`}</a>],
      ]}
    >
      <div class="row">
        {CANCELLABLE.includes(status) && event.kind === 'ticketed' && (
          <Ask
            page={page}
            action="cancel"
            of={id}
            label={t('admin.events.cancel')}
            effect={t('admin.events.cancel_effect', { n: event.attendees_count })}
          >
            <Field name="reason" label={t('admin.events.reason')} />
          </Ask>
        )}
        <Ask
          page={page}
          action="remove"
          of={id}
          label={t('admin.remove')}
          effect={t('admin.events.remove_effect', { title: event.title })}
        />
      </div>
    </Side>
  );
}

const kindOf = (kind: string) => (kind === 'gathering' ? 'gathering' : 'ticketed');

const seatsOf = ({ attendees_count: taken, max_attendees: most }: Event) =>
  most === null ? taken : `${taken} / ${most}`;
