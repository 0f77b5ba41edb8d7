import { answerOf, api } from '../../browser/api.js';
import { formatMoment } from '../../lib/time.js';
import { Notice } from '../../parts/notice.js';
import { Table } from '../../parts/table.js';
import type { Wire } from '../../pages/wire.js';
import { Answered, useAnswer } from '../app/answer.js';
import { Done } from '../app/deeds.js';
import { Filters, Pages } from '../app/lists.js';
import { usePage, zoneOf } from '../app/page.js';
import { ContactEditor } from './contacts/editor.js';
import { Import } from './contacts/import.js';

export type Contact = Wire<'ContactResponse'>;

const ROOM = '/organize/contacts';
const PAGE_SIZE = 50;

export default function Contacts() {
  const { path } = usePage();
  const [, id] = /^\/organize\/contacts\/(\w+)$/.exec(path) ?? [];
  if (id === 'new') return <ContactEditor contact={null} />;
  if (id === 'import') return <Import />;
  return id === undefined ? <List /> : <Edit id={Number(id)} />;
}

function Edit({ id }: { id: number }) {
  const { t } = usePage();
  const one = useAnswer(() => answerOf(api.GET('/api/v1/contacts/{id}', { params: { path: { id } } })));
  return (
    <Answered by={one} title={t('organize.contacts')}>
      {(contact) => <ContactEditor contact={contact} />}
    </Answered>
  );
}

function List() {
  const { t, query } = usePage();
  const { search, tag, page } = query;
  const asked = { page_size: PAGE_SIZE, ...(search && { search }), ...(tag && { tag }) };
  const all = useAnswer(() =>
    answerOf(
      api.GET('/api/v1/contacts', { params: { query: { ...asked, ...(page && { page: Number(page) }) } } }),
    ),
  );
  return (
    <>
      <div class="room-head">
        <h1>{t('organize.contacts')}</h1>
        <p class="row">
          <a class="button quiet" href={`${ROOM}/import`}>
            {t('contacts.import')}
          </a>
          <a class="button" href={`${ROOM}/new`}>
            {t('contacts.new')}
          </a>
        </p>
      </div>
      <p class="lead">{t('contacts.lead')}</p>
      <Done prefix="contacts.done." />
      <Filters
        fields={[
          { name: 'search', label: t('app.search') },
          { name: 'tag', label: t('contacts.tag') },
        ]}
      />
      <Answered by={all}>
        {({ results, count }) =>
          results.length === 0 ? (
            <Notice kind="info" title={t('contacts.none')} />
          ) : (
            <section class="card">
              <Rows contacts={results} />
              <Pages count={count} size={PAGE_SIZE} />
              <p>
                <a href="/api/v1/contacts/export" download>
                  {t('contacts.export')}
                </a>
              </p>
            </section>
          )
        }
      </Answered>
    </>
  );
}

function Rows({ contacts }: { contacts: readonly Contact[] }) {
  const page = usePage();
  const { t, language } = page;
  return (
    <Table
      caption={t('organize.contacts')}
      rows={contacts}
      keyOf={({ id }) => id}
      columns={[
        {
          ...{ name: 'name', label: t('contacts.name') },
          cell: ({ id, name, email, company }) => (
            <>
              <a href={`${ROOM}/${id}`}>{name || email}</a>
              <p class="below">{[email, company].filter(Boolean).join(' · ')}</p>
            </>
          ),
        },
        {
          ...{ name: 'tags', label: t('contacts.tags') },
          cell: ({ tags }) => tags.map((tag) => <Tagged tag={tag} key={tag} />),
        },
        {
          ...{ name: 'bookings', label: t('organize.bookings'), isEnd: true },
          cell: ({ bookings_count: count }) => count,
        },
        {
          ...{ name: 'last', label: t('contacts.last') },
          cell: ({ last_booking_at: at }) => (at ? formatMoment(at, zoneOf(page), language) : '–'),
        },
      ]}
    />
  );
}

function Tagged({ tag }: { tag: string }) {
  return (
    <>
      <a class="tag" href={`${ROOM}?${new URLSearchParams({ tag })}`}>
        {tag}
      </a>{' '}
    </>
  );
}
