import { answerOf, api } from '../../../browser/api.js';
import { formatMoney } from '../../../lib/money.js';
import { formatMoment, zoneLabel } from '../../../lib/time.js';
import { Icon } from '../../../parts/icon.js';
import { Answered, useAnswer } from '../../app/answer.js';
import { AskFirst, Done } from '../../app/deeds.js';
import { AppForm, Area, useForm } from '../../app/form.js';
import { usePage } from '../../app/page.js';
import { Agenda } from './agenda.js';
import { Cover } from './cover.js';
import { EventForm } from './editor.js';
import { checklistOf, type HeldEvent } from './event-body.js';
import { StatusTag } from './status-tag.js';

const ENDED = ['completed', 'cancelled'];

/** One event: how it stands, what is missing, what can be done, and all that can be changed. */
export function Desk({ id }: { id: number }) {
  const { t } = usePage();
  const one = useAnswer(() => answerOf(api.GET('/api/v1/events/{id}', { params: { path: { id } } })));
  return (
    <>
      <p class="crumb">
        <a href="/organize/events">{t('organize.events')}</a>
      </p>
      <Answered by={one} title={t('organize.events')}>
        {(event) => (
          <>
            <Head event={event} />
            <Done prefix="desk.done." />
            {event.status === 'draft' ? (
              <Checklist event={event} again={one.again} />
            ) : (
              <Figures event={event} />
            )}
            <EventForm event={event} zone={event.timezone} />
            <Cover event={event} again={one.again} />
            <Agenda event={event} again={one.again} />
            {!ENDED.includes(event.status) && <CallOff event={event} again={one.again} />}
          </>
        )}
      </Answered>
    </>
  );
}

function Head({ event }: { event: HeldEvent }) {
  const { t, language } = usePage();
  const { id, title, status, start_date: at, timezone } = event;
  const isOpen = status !== 'draft';
  return (
    <>
      <div class="room-head">
        <h1>{title}</h1>
        <StatusTag status={status} />
      </div>
      <p class="lead">
        {formatMoment(at, timezone, language)}, {zoneLabel(timezone, at)}
      </p>
      <p class="row">
        {isOpen && (
          <a class="button" href={`/organize/events/${id}/check-in`}>
            <Icon name="camera" /> {t('desk.check_in')}
          </a>
        )}
        <a class="button quiet" href={`/organize/events/${id}/attendees`}>
          <Icon name="people" /> {t('desk.attendees')}
        </a>
        {isOpen && status !== 'cancelled' && (
          <a class="button quiet" href={`/organize/events/${id}/announce`}>
            <Icon name="mail" /> {t('desk.announce')}
          </a>
        )}
        <a class="button quiet" href={`/events/${id}`}>
          {t('desk.see')}
        </a>
      </p>
    </>
  );
}

interface PartProps {
  event: HeldEvent;
  again(): Promise<void>;
}

function Checklist({ event, again }: PartProps) {
  const { t } = usePage();
  const { needed, advised } = checklistOf(event, Date.now());
  const isReady = needed.every(([, isMet]) => isMet);
  const publish = async () => {
    await answerOf(api.POST('/api/v1/events/{id}/publish', { params: { path: { id: event.id } } }));
    await again();
  };
  return (
    <section class="card stack" aria-labelledby="checklist">
      <h2 id="checklist">{t('desk.checklist')}</h2>
      <ul class="rows">
        {[...needed, ...advised].map(([name, isMet], index) => (
          <li key={name}>
            <Icon name={isMet ? 'check' : 'alert'} />
            <div>
              {t(`desk.check.${name}`)}
              {!isMet && <p class="below">{t(index < needed.length ? 'desk.needed' : 'desk.advised')}</p>}
            </div>
            <span class={`tag ${isMet ? 'ok' : 'warn'}`}>{t(isMet ? 'desk.met' : 'desk.unmet')}</span>
          </li>
        ))}
      </ul>
      {isReady && (
        <p>
          <AskFirst label={t('desk.publish')} title={t('desk.publish_title')} kind="" run={publish}>
            <p>{t('desk.publish_effect')}</p>
          </AskFirst>
        </p>
      )}
    </section>
  );
}

function Figures({ event }: { event: HeldEvent }) {
  const { t, language } = usePage();
  const { id, currency, max_attendees: most } = event;
  const figures = useAnswer(() =>
    answerOf(api.GET('/api/v1/events/{id}/statistics', { params: { path: { id } } })),
  );
  return (
    <section class="card stack" aria-labelledby="figures">
      <h2 id="figures">{t('desk.figures')}</h2>
      <Answered by={figures}>
        {(n) => (
          <dl class="spread">
            <div>
              <dt>{t('desk.sold')}</dt>
              <dd>{most === null ? n.total_attendees : t('desk.of', { n: n.total_attendees, most })}</dd>
            </div>
            <div>
              <dt>{t('desk.waiting')}</dt>
              <dd>{n.waitlist_count}</dd>
            </div>
            <div>
              <dt>{t('desk.came')}</dt>
              <dd>{n.checked_in_count}</dd>
            </div>
            <div>
              <dt>{t('desk.revenue')}</dt>
              <dd>{formatMoney(String(n.total_revenue ?? 0), currency, language)}</dd>
            </div>
            <div>
              <dt>{t('desk.rating')}</dt>
              <dd>{n.reviews_count === 0 ? '–' : `${n.average_rating} (${n.reviews_count})`}</dd>
            </div>
          </dl>
        )}
      </Answered>
    </section>
  );
}

function CallOff({ event: { id, title, attendees_count: n }, again }: PartProps) {
  const { t } = usePage();
  const form = useForm({ reason: '' });
  const cancel = async () => {
    const body = { reason: form.values['reason'] || null };
    await answerOf(api.POST('/api/v1/events/{id}/cancel', { params: { path: { id } }, body }));
    await again();
  };
  return (
    <details class="card">
      <summary>{t('desk.cancel')}</summary>
      <AppForm
        form={form}
        labels={{ reason: t('desk.reason') }}
        submit={t('desk.cancel_sure', { title })}
        onSubmit={cancel}
      >
        <p>{t('desk.cancel_effect', { n })}</p>
        <Area form={form} name="reason" label={t('desk.reason')} hint={t('desk.hint.reason')} />
      </AppForm>
    </details>
  );
}
