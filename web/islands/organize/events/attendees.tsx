import { answerOf, api } from '../../../browser/api.js';
import { found, type Guest } from '../../../lib/door.js';
import { formatMoney } from '../../../lib/money.js';
import { formatTime } from '../../../lib/time.js';
import { Notice } from '../../../parts/notice.js';
import { Table } from '../../../parts/table.js';
import { guestsOf } from '../../guest-list.js';
import { Answered, useAnswer } from '../../app/answer.js';
import { AskFirst, DeedButton } from '../../app/deeds.js';
import { Filters, Pages } from '../../app/lists.js';
import { usePage } from '../../app/page.js';

const SIZE = 50;
const LIVE = ['pending', 'confirmed'];
const TAGS: Record<string, string> = {
  confirmed: 'ok',
  completed: 'ok',
  pending: 'warn',
  cancelled: 'bad',
  expired: 'bad',
};

interface Found {
  guests: Guest[];
  count: number;
  title: string;
  zone: string;
}

/** Who booked: found by name or number, checked in by hand, given their money back. */
export function Attendees({ id }: { id: number }) {
  const { t, query } = usePage();
  const page = Number(query['page'] ?? 1);
  const all = useAnswer(() => read(id, query['search'] ?? '', page));
  const csv = `/api/v1/events/${id}/bookings`;
  return (
    <>
      <p class="crumb">
        <a href={`/organize/events/${id}`}>{all.body?.title ?? t('organize.events')}</a>
      </p>
      <h1>{t('desk.attendees')}</h1>
      <p class="row">
        <a class="button quiet" href={csv} onClick={(event) => void download(event, csv)}>
          {t('desk.export')}
        </a>
      </p>
      <Filters fields={[{ name: 'search', label: t('door.search') }]} />
      <Answered by={all}>
        {({ guests, count, zone }) =>
          guests.length === 0 ? (
            <Notice kind="info" title={t('desk.nobody')} />
          ) : (
            <section class="card">
              <Rows guests={guests} zone={zone} again={all.again} />
              <Pages count={count} size={SIZE} />
            </section>
          )
        }
      </Answered>
    </>
  );
}

async function read(id: number, search: string, page: number): Promise<Found> {
  const params = { path: { id } };
  const { title, timezone: zone } = await answerOf(api.GET('/api/v1/events/{id}', { params }));
  if (search !== '') {
    const guests = found((await guestsOf(id)).values(), search);
    return { guests, count: guests.length, title, zone };
  }
  const query = { page, page_size: SIZE };
  const answer = await answerOf(api.GET('/api/v1/events/{id}/bookings', { params: { ...params, query } }));
  const { results, count } = answer as Exclude<typeof answer, string>;
  const guests = results.map((each): Guest => ({
    ...{ booking: each.id, name: each.user_name, tickets: each.number_of_tickets, status: each.status },
    checkedInAt: each.checked_in_at,
  }));
  return { guests, count, title, zone };
}

/** A link cannot say what it accepts. */
async function download(event: Event, path: string): Promise<void> {
  event.preventDefault();
  const answer = await fetch(path, { headers: { accept: 'text/csv' } });
  const link = document.createElement('a');
  link.href = URL.createObjectURL(await answer.blob());
  link.download =
    /filename="([^"]+)"/.exec(answer.headers.get('content-disposition') ?? '')?.[1] ?? 'bookings.csv';
  link.click();
}

interface RowsProps {
  guests: readonly Guest[];
  zone: string;
  again(): Promise<void>;
}

function Rows({ guests, zone, again }: RowsProps) {
  const { t, language } = usePage();
  return (
    <Table
      caption={t('desk.attendees')}
      rows={guests}
      keyOf={({ booking }) => booking}
      columns={[
        {
          ...{ name: 'name', label: t('desk.name') },
          cell: ({ name, booking }) => (
            <>
              {name}
              <p class="below">#{booking}</p>
            </>
          ),
        },
        { name: 'tickets', label: t('desk.tickets'), cell: ({ tickets }) => tickets },
        {
          ...{ name: 'state', label: t('desk.state') },
          cell: ({ status, checkedInAt }) => (
            <>
              <span class={`tag ${TAGS[status] ?? ''}`}>
                {t(`manage.status.${status}` as 'manage.status.confirmed')}
              </span>
              {checkedInAt && (
                <p class="below">{t('door.since', { time: formatTime(checkedInAt, zone, language) })}</p>
              )}
            </>
          ),
        },
        {
          ...{ name: 'deeds', label: t('app.deeds'), isEnd: true },
          cell: (guest) => <Deeds guest={guest} again={again} />,
        },
      ]}
    />
  );
}

function Deeds({ guest, again }: { guest: Guest; again(): Promise<void> }) {
  const { t } = usePage();
  const { booking, name, status, checkedInAt } = guest;
  const params = { path: { id: booking } };
  const mark = async () => {
    await answerOf(
      checkedInAt
        ? api.DELETE('/api/v1/bookings/{id}/check-in', { params })
        : api.POST('/api/v1/bookings/{id}/check-in', { params }),
    );
    await again();
  };
  const cancel = async () => {
    await answerOf(api.POST('/api/v1/bookings/{id}/cancel', { params, body: {} }));
    await again();
  };
  return (
    <div class="deeds">
      {(status === 'confirmed' || status === 'completed') && (
        <DeedButton label={t(checkedInAt ? 'door.undo' : 'door.check_in')} of={name} run={mark} />
      )}
      {LIVE.includes(status) && !checkedInAt && (
        <AskFirst label={t('desk.refund')} of={name} title={t('desk.refund_title', { name })} run={cancel}>
          <RefundEffect booking={booking} />
        </AskFirst>
      )}
    </div>
  );
}

/** Said before, as the API quotes it. */
function RefundEffect({ booking }: { booking: number }) {
  const { t, language } = usePage();
  const params = { path: { id: booking } };
  const one = useAnswer(() => answerOf(api.GET('/api/v1/bookings/{id}', { params })));
  return (
    <>
      <p>{t('desk.refund_effect')}</p>
      <Answered by={one}>
        {({ refund_quote: quote, currency }) => (
          <p>
            {quote
              ? t('desk.refund_amount', { amount: formatMoney(quote.amount, currency, language) })
              : t('desk.refund_nothing')}
          </p>
        )}
      </Answered>
    </>
  );
}
