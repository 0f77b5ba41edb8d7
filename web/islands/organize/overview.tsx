import { answerOf, api } from '../../browser/api.js';
import { formatMoment, formatTime, localDate, zoneLabel } from '../../lib/time.js';
import { Icon } from '../../parts/icon.js';
import { Notice } from '../../parts/notice.js';
import type { Wire } from '../../pages/wire.js';
import { Answered, useAnswer } from '../app/answer.js';
import { DeedButton } from '../app/deeds.js';
import { usePage, zoneOf } from '../app/page.js';

type Appointment = Pick<
  Wire<'AppointmentResponse'>,
  'id' | 'invitee_name' | 'event_type' | 'start_time' | 'end_time' | 'attendee_count'
>;

const SHOWN = 5;

interface Begun {
  hasTypes: boolean;
  hasHours: boolean;
  address: string;
}

/** What waits for its host, what comes next, and what is missing before anybody can book. */
export default function Overview() {
  const page = usePage();
  const { t } = page;
  const zone = zoneOf(page);
  const headers = { 'X-Timezone': zone };
  const asked = async (query: { status: 'pending' | 'confirmed'; start_date: string }) =>
    answerOf(
      api.GET('/api/v1/events/bookings', {
        params: { query: { ...query, ordering: 'start_time', page_size: SHOWN }, header: headers },
      }),
    );
  const today = localDate(page.now, zone);
  const waiting = useAnswer(() => asked({ status: 'pending', start_date: today }));
  const next = useAnswer(() => asked({ status: 'confirmed', start_date: today }));
  const begun = useAnswer(readBegun);
  const confirm = async (id: number) => {
    await answerOf(api.POST('/api/v1/bookings/{id}/confirm', { params: { path: { id } } }));
    await Promise.all([waiting.again(), next.again()]);
  };
  return (
    <>
      <h1>{t('organize.overview')}</h1>
      <p class="lead">{t('overview.lead', { zone: zoneLabel(zone, page.now) })}</p>
      <Answered by={begun}>{(all) => <Beginning {...all} />}</Answered>
      <section class="card" aria-labelledby="waiting">
        <h2 id="waiting">{t('overview.waiting')}</h2>
        <Answered by={waiting}>
          {({ count, results }) => (
            <>
              {results.length === 0 && <p class="lead">{t('overview.nothing_waits')}</p>}
              <List
                all={results}
                act={({ id, invitee_name: name }) => (
                  <DeedButton label={t('overview.confirm')} of={name} kind="" run={() => confirm(id!)} />
                )}
              />
              {count > results.length && (
                <p>
                  <a href="/organize/bookings?status=pending">{t('overview.all', { n: count })}</a>
                </p>
              )}
            </>
          )}
        </Answered>
      </section>
      <section class="card" aria-labelledby="next">
        <h2 id="next">{t('overview.next')}</h2>
        <Answered by={next}>
          {({ results }) =>
            results.length === 0 ? <p class="lead">{t('overview.nothing_next')}</p> : <List all={results} />
          }
        </Answered>
      </section>
    </>
  );
}

interface ListProps {
  all: readonly Appointment[];
  act?(of: Appointment): preact.ComponentChild;
}

function List({ all, act }: ListProps) {
  const page = usePage();
  const { language, t } = page;
  const zone = zoneOf(page);
  return (
    <ul class="rows">
      {all.map((booking) => (
        <li key={booking.id}>
          <Icon name="calendar" />
          <div>
            <a href={`/organize/bookings/${booking.id}`}>{booking.invitee_name}</a>
            <p class="below">
              {booking.event_type.name} · {formatMoment(booking.start_time, zone, language)} –{' '}
              {formatTime(booking.end_time, zone, language)}
            </p>
            {booking.attendee_count > 1 && (
              <p class="below">{t('overview.party', { n: booking.attendee_count })}</p>
            )}
          </div>
          {act?.(booking)}
        </li>
      ))}
    </ul>
  );
}

async function readBegun(): Promise<Begun> {
  const query = { page_size: 1 };
  const [types, hours, { slug }] = await Promise.all([
    answerOf(api.GET('/api/v1/events/event-types', { params: { query } })),
    answerOf(api.GET('/api/v1/user-availability', { params: { query } })),
    answerOf(api.GET('/api/v1/users/me')),
  ]);
  return { hasTypes: types.count > 0, hasHours: hours.count > 0, address: `/${slug}` };
}

/** Until something can be booked: what is left to do. */
function Beginning({ hasTypes, hasHours, address }: Begun) {
  const { t } = usePage();
  if (hasTypes && hasHours)
    return (
      <p class="lead">
        {t('overview.page')} <a href={address}>{location.host + address}</a>
      </p>
    );
  return (
    <Notice kind="info" title={t('overview.begin')}>
      <ul>
        {!hasHours && (
          <li>
            <a href="/organize/availability">{t('overview.begin.hours')}</a>
          </li>
        )}
        {!hasTypes && (
          <li>
            <a href="/organize/event-types/new">{t('overview.begin.type')}</a>
          </li>
        )}
      </ul>
    </Notice>
  );
}
