import { answerOf, api } from '../../browser/api.js';
import { formatMoment, zoneLabel } from '../../lib/time.js';
import { Notice } from '../../parts/notice.js';
import { Table } from '../../parts/table.js';
import type { Wire } from '../../pages/wire.js';
import { Answered, useAnswer } from '../app/answer.js';
import { Done } from '../app/deeds.js';
import { Filters, Pages } from '../app/lists.js';
import { usePage } from '../app/page.js';
import { Announce } from './events/announce.js';
import { Attendees } from './events/attendees.js';
import { Desk } from './events/desk.js';
import { NewEvent } from './events/editor.js';
import { StatusTag } from './events/status-tag.js';

const ROOM = '/organize/events';
const SIZE = 50;
const STATUSES = ['draft', 'published', 'ongoing', 'completed', 'cancelled'] as const;

export default function Events() {
  const { path } = usePage();
  const [, id, part] = /^\/organize\/events\/(\w+)(?:\/(\w+))?$/.exec(path) ?? [];
  if (id === undefined) return <List />;
  if (id === 'new') return <NewEvent />;
  if (part === 'attendees') return <Attendees id={Number(id)} />;
  return part === 'announce' ? <Announce id={Number(id)} /> : <Desk id={Number(id)} />;
}

function List() {
  const { t, query } = usePage();
  const page = Number(query['page'] ?? 1);
  const status = STATUSES.find((one) => one === query['status']);
  const all = useAnswer(async () => {
    const { id } = await answerOf(api.GET('/api/v1/users/me'));
    const asked = { page, page_size: SIZE, ordering: '-start_date', ...(status && { status }) };
    const params = { path: { id }, query: asked };
    return answerOf(api.GET('/api/v1/users/{id}/events_organized', { params }));
  });
  const options = STATUSES.map((one) => [one, t(`desk.status.${one}`)] as const);
  return (
    <>
      <div class="room-head">
        <h1>{t('organize.events')}</h1>
        <a class="button" href={`${ROOM}/new`}>
          {t('desk.new')}
        </a>
      </div>
      <p class="lead">{t('desk.lead')}</p>
      <Done prefix="desk.done." />
      <Filters
        fields={[{ name: 'status', label: t('desk.state'), options: [['', t('desk.status.all')], ...options] }]}
      />
      <Answered by={all}>
        {({ results, count }) =>
          !results.some(isTicketed) && (results.length === 0 || count <= SIZE) ? (
            <Notice kind="info" title={t('desk.none')} />
          ) : (
            <section class="card">
              <Rows events={results.filter(isTicketed)} />
              <Pages count={count} size={SIZE} />
            </section>
          )
        }
      </Answered>
    </>
  );
}

const isTicketed = ({ kind }: Wire<'EventResponse'>) => kind === 'ticketed';

function Rows({ events }: { events: readonly Wire<'EventResponse'>[] }) {
  const { t, language } = usePage();
  return (
    <Table
      caption={t('organize.events')}
      rows={events}
      keyOf={({ id }) => id}
      columns={[
        {
          ...{ name: 'title', label: t('desk.field.title') },
          cell: ({ id, title }) => <a href={`${ROOM}/${id}`}>{title}</a>,
        },
        {
          ...{ name: 'when', label: t('desk.when') },
          cell: ({ start_date: at, timezone }) => (
            <>
              {formatMoment(at, timezone, language)}
              <p class="below">{zoneLabel(timezone, at)}</p>
            </>
          ),
        },
        {
          ...{ name: 'sold', label: t('desk.sold') },
          cell: ({ attendees_count: sold, max_attendees: most }) =>
            most === null ? sold : t('desk.of', { n: sold, most }),
        },
        { name: 'state', label: t('desk.state'), cell: ({ status }) => <StatusTag status={status} /> },
      ]}
    />
  );
}
