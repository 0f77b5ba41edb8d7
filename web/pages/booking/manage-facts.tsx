import { formatMoney, isFree } from '../../lib/money.js';
import { formatDate, formatDuration, formatMoment, formatTime, localDate, zoneLabel } from '../../lib/time.js';
import { Icon } from '../../parts/icon.js';
import type { PageContext, PageProps } from '../page.js';
import type { Wire } from '../wire.js';

export type ManageBody = Wire<'ManagedAppointmentResponse'> & {
  /** The present instant. */
  at: string;
};

export const GONE: readonly ManageBody['status'][] = ['cancelled', 'expired'];

/** When, how long, where, who, and for how much. */
export function Facts({ body, page }: PageProps<ManageBody>) {
  const { t, language } = page;
  const zone = zoneOf(body, page);
  const [starts, ends] = [textOf(body.start_time), textOf(body.end_time)];
  const host = body.organizer.timezone;
  const isElsewhere = formatMoment(starts, host, language) !== formatMoment(starts, zone, language);
  const isGone = GONE.includes(body.status);
  return (
    <dl class={isGone ? 'facts gone' : 'facts'}>
      <dt class="unseen">{t('manage.when')}</dt>
      <dd>
        <Icon name="calendar" />
        <span>
          <strong>{formatDate(localDate(starts, zone), language, true)}</strong>
          <br />
          {formatTime(starts, zone, language)} – {formatTime(ends, zone, language)}, {zoneLabel(zone, starts)}
          {isElsewhere && (
            <>
              <br />
              <span class="hint">
                {t('manage.for_host', {
                  time: formatTime(starts, host, language),
                  name: body.organizer.full_name,
                  zone: zoneLabel(host, starts),
                })}
              </span>
            </>
          )}
        </span>
      </dd>
      <dt class="unseen">{t('manage.duration')}</dt>
      <dd>
        <Icon name="clock" />
        <span>{formatDuration(body.event_type.duration, language)}</span>
      </dd>
      {body.location !== '' && (
        <>
          <dt class="unseen">{t('manage.place')}</dt>
          <dd>
            <Icon name={isLink(body.location) ? 'video' : 'place'} />
            <span>{isLink(body.location) ? <a href={body.location}>{body.location}</a> : body.location}</span>
          </dd>
        </>
      )}
      <dt class="unseen">{t('manage.people')}</dt>
      <dd>
        <Icon name="people" />
        <span>{body.attendees.map(({ name }) => name).join(', ')}</span>
      </dd>
      {!isFree(body.total_price) && (
        <>
          <dt class="unseen">{t('manage.price')}</dt>
          <dd>
            <Icon name="card" />
            <span>
              {isFree(body.amount_paid)
                ? formatMoney(body.total_price, body.currency, language)
                : t('manage.paid', {
                    price: formatMoney(body.total_price, body.currency, language),
                    paid: formatMoney(body.amount_paid, body.currency, language),
                  })}
              {!isFree(body.amount_refunded) && (
                <>
                  {' '}
                  {t('manage.refunded', { amount: formatMoney(body.amount_refunded, body.currency, language) })}
                </>
              )}
            </span>
          </dd>
        </>
      )}
      {body.status === 'pending' && body.expires_at && !isHeld(body) && (
        <>
          <dt class="unseen">{t('manage.kept')}</dt>
          <dd>
            <Icon name="alert" />
            <span>
              {t('manage.kept_until', { moment: formatMoment(textOf(body.expires_at), zone, language) })}
            </span>
          </dd>
        </>
      )}
      {body.waitlist_position !== null && (
        <>
          <dt class="unseen">{t('manage.waitlist')}</dt>
          <dd>
            <Icon name="people" />
            <span>{t('manage.position', { n: body.waitlist_position })}</span>
          </dd>
        </>
      )}
    </dl>
  );
}

/** Whether its seats wait for what one does, not for the host. */
function isHeld({ available_actions: actions }: ManageBody): boolean {
  return actions.includes('pay') || actions.includes('confirm');
}

/** What was asked for, else the invitee's own. */
export function zoneOf(body: ManageBody, page: PageContext): string {
  return page.zone ?? body.invitee_timezone;
}

export function textOf(instant: string | Date): string {
  return typeof instant === 'string' ? instant : instant.toISOString();
}

function isLink(text: string): boolean {
  return /^https?:\/\/\S+$/.test(text);
}
