import type { ComponentChildren } from 'preact';
import { answerOf, api, Refusal } from '../../../browser/api.js';
import { formatMoney, isFree } from '../../../lib/money.js';
import { formatMoment, zoneLabel } from '../../../lib/time.js';
import { Notice } from '../../../parts/notice.js';
import type { Wire } from '../../../pages/wire.js';
import { Answered, useAnswer } from '../../app/answer.js';
import { AskFirst, DeedButton, Done, Opens } from '../../app/deeds.js';
import { AppForm, Area, useForm } from '../../app/form.js';
import { usePage, zoneOf } from '../../app/page.js';
import { Status, whenOf, type Hosted } from './hosted.js';
import { MoveBooking } from './move.js';

const ROOM = '/organize/bookings';
const GONE = 404;
const MISSED_WITHIN_MS = 7 * 24 * 3_600_000;

export function BookingDetails({ id }: { id: number }) {
  const { t } = usePage();
  const one = useAnswer(() => answerOf(api.GET('/api/v1/bookings/{id}', { params: { path: { id } } })));
  return (
    <>
      <p class="crumb">
        <a href={ROOM}>{t('organize.bookings')}</a>
      </p>
      <Answered by={one} title={t('organize.bookings')}>
        {({ appointment, next, refund_quote: quote }) =>
          appointment ? (
            <Details booking={appointment} next={next} quote={quote} again={one.again} />
          ) : (
            <Notice kind="bad" title={t('error.NOT_FOUND')} />
          )
        }
      </Answered>
    </>
  );
}

interface DetailsProps {
  booking: Hosted;
  next: Wire<'BookingResponse'>['next'];
  quote: Wire<'BookingResponse'>['refund_quote'];
  again(): Promise<void>;
}

function Details({ booking, next, quote, again }: DetailsProps) {
  const page = usePage();
  const { t, language } = page;
  const zone = zoneOf(page);
  const { currency, amount_paid: paid, amount_refunded: back } = booking;
  const money = (amount: string) => formatMoney(amount, currency, language);
  return (
    <>
      <h1>{booking.invitee_name}</h1>
      <p class="lead">
        {booking.event_type.name} <Status status={booking.status} />
      </p>
      <Done prefix="hosted.done." />
      <section class="card" aria-label={t('hosted.details')}>
        <dl class="facts spread">
          <Fact name={t('manage.when')}>
            {whenOf(booking, page)}, {zoneLabel(zone, booking.start_time)}
            {booking.invitee_timezone !== zone && (
              <p class="below">
                {t('hosted.for_them', {
                  moment: formatMoment(booking.start_time, booking.invitee_timezone, language),
                  zone: zoneLabel(booking.invitee_timezone, booking.start_time),
                })}
              </p>
            )}
          </Fact>
          <Fact name={t('hosted.contact')}>
            {booking.invitee_email && <a href={`mailto:${booking.invitee_email}`}>{booking.invitee_email}</a>}
            {booking.invitee_phone && <p>{booking.invitee_phone}</p>}
          </Fact>
          {booking.location && <Fact name={t('manage.place')}>{booking.location}</Fact>}
          {!isFree(booking.total_price) && (
            <Fact name={t('manage.price')}>
              {t('manage.paid', { price: money(booking.total_price), paid: money(paid) })}
              {!isFree(back) && <p class="below">{t('manage.refunded', { amount: money(back) })}</p>}
            </Fact>
          )}
          {booking.cancel_reason && <Fact name={t('manage.why')}>{booking.cancel_reason}</Fact>}
          <Fact name={t('hosted.made')}>
            {formatMoment(booking.created_at, zone, language)}
            {booking.reschedule_count > 0 && (
              <p class="below">{t('hosted.moved', { n: booking.reschedule_count })}</p>
            )}
          </Fact>
          <Attendees booking={booking} />
          <Answers booking={booking} />
        </dl>
      </section>
      <Deeds booking={booking} next={next} quote={quote} again={again} />
    </>
  );
}

function Fact({ name, children }: { name: string; children: ComponentChildren }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>
        <div>{children}</div>
      </dd>
    </div>
  );
}

function Attendees({ booking: { attendees, attendee_count: seats } }: Pick<DetailsProps, 'booking'>) {
  const { t } = usePage();
  if (seats < 2 && attendees.length < 2) return null;
  return (
    <Fact name={t('hosted.attendees')}>
      <p>{t('overview.party', { n: seats })}</p>
      <ul>
        {attendees.map(({ name, email }) => (
          <li key={`${name} ${email}`}>
            {name} {email && <a href={`mailto:${email}`}>{email}</a>}
          </li>
        ))}
      </ul>
    </Fact>
  );
}

/** By the questions of the event type, as far as it still asks them. */
function Answers({ booking: { custom_answers: answers, event_type: type } }: Pick<DetailsProps, 'booking'>) {
  const { t } = usePage();
  const given = Object.entries(answers);
  const asked = useAnswer(async () => {
    if (given.length === 0) return [];
    const one = api.GET('/api/v1/events/event-types/{id}', { params: { path: { id: type.id } } });
    return answerOf(one).then(
      ({ custom_questions: questions }) => questions,
      (error: unknown) => {
        if (error instanceof Refusal && error.status === GONE) return [];
        throw error;
      },
    );
  });
  const labelOf = (key: string) => asked.body?.find((question) => question.key === key)?.label ?? key;
  const said = (answer: unknown) =>
    typeof answer === 'boolean' ? t(answer ? 'app.yes' : 'app.no') : String(answer);
  return (
    <>
      {given.map(([key, answer]) => (
        <Fact name={labelOf(key)} key={key}>
          {said(answer)}
        </Fact>
      ))}
    </>
  );
}

function Deeds({ booking, next, quote, again }: DetailsProps) {
  const page = usePage();
  const { t, language } = page;
  const { status, invitee_name: name, currency } = booking;
  const params = { path: { id: booking.id! } };
  const [from, to, now] = [Date.parse(booking.start_time), Date.parse(booking.end_time), Date.parse(page.now)];
  const isAhead = (status === 'pending' || status === 'confirmed') && now < from;
  const canMiss = ['confirmed', 'completed'].includes(status) && now >= from && now <= to + MISSED_WITHIN_MS;
  const then = async (deed: Promise<unknown>) => {
    await deed;
    await again();
  };
  return (
    <div class="row deeds-below">
      {isAhead && next === 'confirm' && (
        <>
          <DeedButton
            label={t('overview.confirm')}
            kind=""
            run={() => then(answerOf(api.POST('/api/v1/bookings/{id}/confirm', { params })))}
          />
          <Cancel booking={booking} again={again} label={t('hosted.decline')}>
            <p>{t('hosted.decline_effect', { name })}</p>
          </Cancel>
        </>
      )}
      {isAhead && (
        <Opens label={t('manage.move')} title={t('hosted.move_title')}>
          {(close) => <MoveBooking booking={booking} done={async () => (close(), again())} />}
        </Opens>
      )}
      {isAhead && next !== 'confirm' && (
        <Cancel booking={booking} again={again} label={t('manage.cancel')} sure={t('manage.cancel_submit')}>
          <p>{t('hosted.cancel_effect', { name })}</p>
          {quote && (
            <p>{t('hosted.refund_effect', { amount: formatMoney(quote.amount, currency, language) })}</p>
          )}
        </Cancel>
      )}
      {canMiss && (
        <AskFirst
          label={t('hosted.missed')}
          title={t('hosted.missed_title', { name })}
          sure={t('hosted.missed')}
          run={() => then(answerOf(api.POST('/api/v1/bookings/{id}/no-show', { params })))}
        >
          <p>{t('hosted.missed_effect')}</p>
        </AskFirst>
      )}
      {status === 'no_show' && (
        <DeedButton
          label={t('hosted.came')}
          run={() => then(answerOf(api.DELETE('/api/v1/bookings/{id}/no-show', { params })))}
        />
      )}
      {['pending', 'confirmed'].includes(status) && (
        <a class="button small quiet" href={`/api/v1/bookings/${booking.id}/calendar.ics`}>
          {t('manage.calendar')}
        </a>
      )}
    </div>
  );
}

interface CancelProps extends Pick<DetailsProps, 'booking' | 'again'> {
  label: string;
  /** Of the button that does it. */
  sure?: string;
  children: ComponentChildren;
}

/** Says what goes back to whom before it is done. */
function Cancel({ booking, again, label, sure = label, children }: CancelProps) {
  return (
    <Opens label={label} title={label}>
      {(close) => (
        <>
          {children}
          <Reason booking={booking} submit={sure} done={async () => (close(), again())} />
        </>
      )}
    </Opens>
  );
}

interface ReasonProps {
  booking: Hosted;
  submit: string;
  done(): Promise<void>;
}

function Reason({ booking, submit, done }: ReasonProps) {
  const { t } = usePage();
  const form = useForm({ reason: '' });
  const label = t('hosted.reason');
  const cancel = async () => {
    const { reason = '' } = form.values;
    const params = { path: { id: booking.id! } };
    await answerOf(api.POST('/api/v1/bookings/{id}/cancel', { params, body: reason ? { reason } : {} }));
    await done();
  };
  return (
    <AppForm form={form} labels={{ reason: label }} submit={submit} onSubmit={cancel}>
      <Area form={form} name="reason" label={label} optional={t('form.optional')} />
    </AppForm>
  );
}
