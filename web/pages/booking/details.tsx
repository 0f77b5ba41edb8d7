import { formatMoney, isFree } from '../../lib/money.js';
import { formatDuration, formatMoment } from '../../lib/time.js';
import { ChosenTime } from '../../parts/chosen-time.js';
import { Field } from '../../parts/field.js';
import { Notice } from '../../parts/notice.js';
import { ErrorSummary, faultOf, PageForm, Refused } from '../frame/forms.js';
import type { PageContext } from '../page.js';
import { noticeText } from './about-type.js';
import type { StepProps } from './booker-props.js';
import type { BookedType, Explanation } from './booking-body.js';
import { addressOf } from './booking-state.js';
import { QuestionField, questionName, withAnswerFaults } from './questions.js';

const MINUTE_MS = 60_000;
const HOUR = 60;

interface DetailsProps extends StepProps {
  start: string;
}

/** The chosen time for both sides, and who takes it. */
export function Details(props: DetailsProps) {
  const { offer, state, start } = props;
  const { event_type: type, organizer, timezone } = offer;
  const page = { ...props.page, failure: withAnswerFaults(props.page.failure, type.custom_questions) };
  const { t, language } = page;
  const asked = { ...props, page };
  const isOffered = offer.starts.some(({ at }) => at === start);
  const isFull = !isOffered && isFullSession(asked);
  return (
    <section class="details" aria-labelledby="details">
      <ChosenTime
        starts={start}
        ends={new Date(Date.parse(start) + type.duration * MINUTE_MS).toISOString()}
        zone={timezone}
        host={organizer}
        language={language}
        t={t}
      >
        <a href={addressOf(page, { date: state.day })} data-step="back">
          {t('booking.change_time')}
        </a>
      </ChosenTime>
      <Refusal {...asked} isOffered={isOffered} isFull={isFull} />
      <PageForm page={page} action={addressOf(page, {})} id="book">
        {(isOffered || isFull) && <input type="hidden" name="start_time" value={start} />}
        <input type="hidden" name="duration" value={type.duration} />
        <input type="hidden" name="attendee_count" value={state.party} />
        <input type="hidden" name="invitee_timezone" value={timezone} />
        <Instead {...asked} isOffered={isOffered} isFull={isFull} />
        <h2 id="details" tabIndex={-1}>
          {t('booking.details')}
        </h2>
        <Invitee {...asked} />
        {type.custom_questions.map((question) => (
          <QuestionField page={page} question={question} key={question.key} />
        ))}
        <Price type={type} party={state.party} page={page} />
        <Deeds {...asked} isOffered={isOffered} isFull={isFull} />
      </PageForm>
    </section>
  );
}

type Found = DetailsProps & { isOffered: boolean; isFull: boolean };

/** Why it was refused, or why it would be. */
function Refusal({ offer, page, isOffered, isFull }: Found) {
  const { t, failure } = page;
  if (failure && Object.keys(failure.fields).some((name) => name in labelsOf(offer.event_type, page)))
    return <ErrorSummary page={page} labels={labelsOf(offer.event_type, page)} />;
  if (failure?.fields['organizer_slug'] ?? failure?.fields['organizerSlug'])
    return <Notice kind="bad" id="refused" title={t('booking.own')} />;
  if (isFull) return <Notice kind="warn" id="refused" title={t('booking.full')} />;
  if (!isOffered) return <Notice kind="bad" id="refused" title={t('booking.taken')} />;
  return <Refused page={page} />;
}

function Invitee({ offer, page }: DetailsProps) {
  const { t, typed, viewer } = page;
  const { location_type: place } = offer.event_type;
  return (
    <>
      <div class="columns">
        <Field
          name="invitee_name"
          label={t('booking.name')}
          autocomplete="name"
          required
          value={typed['invitee_name'] ?? viewer?.fullName ?? ''}
          fault={faultOf(page, 'invitee_name')}
        />
        <Field
          name="invitee_email"
          type="email"
          label={t('booking.email')}
          autocomplete="email"
          autocapitalize="none"
          required
          hint={t('booking.email_hint')}
          value={typed['invitee_email'] ?? ''}
          fault={faultOf(page, 'invitee_email')}
        />
      </div>
      {place === 'phone' && (
        <Field
          name="invitee_phone"
          type="tel"
          label={t('booking.phone')}
          optional={t('form.optional')}
          autocomplete="tel"
          hint={t('booking.phone_hint', { name: offer.organizer.full_name })}
          value={typed['invitee_phone'] ?? ''}
          fault={faultOf(page, 'invitee_phone')}
        />
      )}
    </>
  );
}

/** What it costs in all, and what comes back. */
function Price({ type, party, page }: { type: BookedType; party: number; page: PageContext }) {
  const { t, language } = page;
  const total = totalOf(type, party);
  if (type.max_attendees === 1 && isFree(total)) return null;
  const each = formatMoney(type.price, type.currency, language);
  return (
    <dl class="quote">
      <div>
        <dt>{t('booking.party', { n: party })}</dt>
        <dd>{isFree(total) ? t('booking.free') : `${party} × ${each}`}</dd>
      </div>
      {!isFree(total) && (
        <>
          <div class="total">
            <dt>{t('booking.total')}</dt>
            <dd>{formatMoney(total, type.currency, language)}</dd>
          </div>
          {type.refund_policy.map(({ hours_before: hours, percent }) => (
            <div key={hours}>
              <dt>{t('booking.refund_until', { time: formatDuration(hours * HOUR, language) })}</dt>
              <dd>{t('booking.refund', { percent })}</dd>
            </div>
          ))}
        </>
      )}
    </dl>
  );
}

function Deeds({ offer, page, state, isOffered, isFull, hands }: Found) {
  const { t } = page;
  const isBusy = hands?.isSending === true;
  if (!isOffered && !isFull) return null;
  return (
    <p class="deed">
      {isFull ? (
        <button class="button" name="join_waitlist" value="true" disabled={isBusy}>
          {t('booking.wait')}
        </button>
      ) : (
        <button class="button" disabled={isBusy}>
          {deedOf(offer.event_type, state.party, page)}
        </button>
      )}
      <span class="hint">{noticeText(offer.event_type, page)}</span>
    </p>
  );
}

/** Other free times: after a refusal one press books, and what was typed goes along; Enter alone does not. */
function Instead({ offer, page, start, isOffered, hands }: Found) {
  const { t, language, failure } = page;
  const refused = failure?.details as Partial<Explanation> | null | undefined;
  const stated = offer.explain?.start_time === start ? offer.explain.next_free : undefined;
  const free = refused?.next_free ?? (isOffered ? undefined : stated) ?? [];
  if (free.length === 0) return null;
  return (
    <div class="instead">
      {failure && !hands && <button disabled hidden />}
      <p>{t('manage.free')}</p>
      <p class="row">
        {free.map(({ start_time: at }) =>
          failure && !hands ? (
            <button class="button quiet" name="start_time" value={at} key={at}>
              {formatMoment(at, offer.timezone, language)}
            </button>
          ) : (
            <a class="button quiet" href={addressOf(page, { start_time: at })} data-step="time" key={at}>
              {formatMoment(at, offer.timezone, language)}
            </a>
          ),
        )}
      </p>
    </div>
  );
}

function isFullSession({ offer, page, state, start }: DetailsProps): boolean {
  const { failure } = page;
  if (failure?.code === 'RESERVED_FOR_WAITLIST') return true;
  const why = (failure?.code === 'SLOT_UNAVAILABLE' ? (failure.details as Explanation) : offer.explain) ?? null;
  const isOfThis = why !== null && Date.parse(why.start_time) === Date.parse(start);
  const { max_attendees: seats } = offer.event_type;
  return isOfThis && why.reason === 'SEATS' && seats > 1 && state.party <= seats;
}

function deedOf(type: BookedType, party: number, { t, language }: PageContext): string {
  if (type.requires_confirmation) return t('booking.ask');
  const total = totalOf(type, party);
  if (isFree(total)) return t('booking.book');
  return t('booking.book_and_pay', { price: formatMoney(total, type.currency, language) });
}

function totalOf({ price }: BookedType, party: number): string {
  return (Number(price) * party).toFixed(2);
}

function labelsOf(type: BookedType, { t }: PageContext): Record<string, string> {
  return {
    invitee_name: t('booking.name'),
    invitee_email: t('booking.email'),
    invitee_phone: t('booking.phone'),
    ...Object.fromEntries(type.custom_questions.map(({ key, label }) => [questionName(key), label])),
  };
}
