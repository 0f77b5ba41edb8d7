import type { ComponentChildren } from 'preact';
import { formatMoment } from '../../lib/time.js';
import { formatMoney, isFree } from '../../lib/money.js';
import type { MessageKey } from '../../messages/en.js';
import { Field } from '../../parts/field.js';
import { Icon } from '../../parts/icon.js';
import { Notice } from '../../parts/notice.js';
import { ErrorSummary, faultOf, PageForm } from '../frame/forms.js';
import { Hold } from '../frame/hold.js';
import { PayWith } from '../frame/payment-methods.js';
import { definePage, type PageContext, type PageProps } from '../page.js';
import { Facts, GONE, textOf, zoneOf, type ManageBody } from './manage-facts.js';

type Action = ManageBody['available_actions'][number];

type Props = PageProps<ManageBody>;

const KINDS = {
  pending: 'warn',
  confirmed: 'ok',
  waitlisted: 'info',
  completed: 'info',
  no_show: 'info',
  cancelled: 'bad',
  expired: 'bad',
} as const;
const DONE: readonly string[] = [
  ...[
    'booked',
    'asked',
    'held',
    'waiting',
    'cancel',
    'reschedule',
    'add_attendee',
    'remove_attendee',
    'confirm',
  ],
];

export const ManagePage = definePage<ManageBody>({
  title: ({ body, page }) => page.t('manage.of', { name: body.event_type.name }),
  View: Manage,
  island: { name: 'form', messages: [] },
  isPrivate: true,
});

function Manage(props: Props) {
  const { body, page } = props;
  const { t } = page;
  const can = (action: Action) => body.available_actions.includes(action);
  const isUnpaid = body.status === 'pending' && can('pay');
  return (
    <>
      <section class="card" aria-labelledby="title">
        <p>
          <span class={`tag ${KINDS[body.status]}`}>
            {t(`manage.status.${isUnpaid ? 'unpaid' : body.status}`)}
          </span>
        </p>
        <h1 id="title">{body.event_type.name}</h1>
        <p class="lead">{t('manage.with', { name: body.organizer.full_name })}</p>
        <Outcome {...props} />
        <Facts {...props} />
        {!GONE.includes(body.status) && body.status !== 'waitlisted' && (
          <p>
            <a class="button quiet" href={`/api/v1/events/booking/${body.access_token}/calendar.ics`}>
              <Icon name="calendar" /> {t('manage.calendar')}
            </a>
          </p>
        )}
        {can('confirm') && (
          <Kept {...props}>
            <ActionForm page={page} action="confirm">
              <p>
                <button class="button">{t('manage.confirm')}</button>
              </p>
            </ActionForm>
          </Kept>
        )}
      </section>
      {can('pay') && <Pay {...props} />}
      {can('reschedule') && <Move {...props} />}
      {(can('add_attendee') || can('remove_attendee')) && <Attendees {...props} />}
      {can('cancel') && <Cancel {...props} />}
    </>
  );
}

/** What has just been done, or why not. */
function Outcome({ body, page }: Props) {
  const { t, query, failure } = page;
  const done = query['done'];
  const outcome = outcomeOf(query['outcome'], body);
  if (failure) return <ErrorSummary page={page} labels={labelsOf(page)} />;
  if (done !== undefined && DONE.includes(done))
    return (
      <Notice kind="ok" title={t(`manage.done.${done}` as MessageKey, { name: body.organizer.full_name })} />
    );
  if (outcome !== null)
    return <Notice kind={outcome === 'unpaid' ? 'warn' : 'ok'} title={t(`manage.outcome.${outcome}`)} />;
  if (body.status === 'cancelled' && body.cancel_reason)
    return <Notice kind="info" title={t('manage.reason_was', { reason: body.cancel_reason })} />;
  if (body.changeable_until && !body.available_actions.includes('cancel'))
    return <Notice kind="info" title={t('manage.too_late')} />;
  return null;
}

function Kept({ body, page, children }: Props & { children: ComponentChildren }) {
  const { t, path } = page;
  if (body.status !== 'pending') return <>{children}</>;
  const words = { title: t('manage.hold'), over: t('manage.ran_out') };
  const until = body.expires_at && textOf(body.expires_at);
  return (
    <Hold page={page} {...words} until={until} now={body.at} address={path}>
      {children}
    </Hold>
  );
}

/** With Stripe on a page of its own, from which one comes back here. */
function Pay(props: Props) {
  const { body, page } = props;
  const { t } = page;
  return (
    <section class="card" aria-labelledby="pay">
      <h2 id="pay">{t('booking.pay_now')}</h2>
      {body.payment_methods.length === 0 ? (
        <Notice kind="warn" title={t('event.no_methods')} />
      ) : (
        <Kept {...props}>
          <ActionForm page={page} action="pay">
            <PayWith
              methods={body.payment_methods}
              price={body.total_price}
              currency={body.currency}
              page={page}
            />
          </ActionForm>
        </Kept>
      )}
    </section>
  );
}

/** What came of paying; a payment that the provider has not told of yet is on its way. */
function outcomeOf(outcome: string | undefined, { amount_paid: paid, status }: ManageBody) {
  if (outcome === 'unpaid' && isFree(paid)) return 'unpaid';
  if (outcome !== 'paid') return null;
  return isFree(paid) && status === 'pending' ? 'paying' : 'paid';
}

function Move({ body, page }: Props) {
  const { t, language, failure } = page;
  const zone = zoneOf(body, page);
  const free = failure ? freeStarts(failure.details) : [];
  return (
    <section class="card" aria-labelledby="move">
      <h2 id="move">{t('manage.move')}</h2>
      <p class="lead">
        {t('manage.move_until', { moment: formatMoment(textOf(body.changeable_until!), zone, language) })}
      </p>
      {free.length > 0 && (
        <>
          <p>{t('manage.free')}</p>
          <ul class="row">
            {free.map((start) => (
              <li key={start}>
                <ActionForm page={page} action="reschedule">
                  <input type="hidden" name="start_time" value={start} />
                  <button class="button quiet">{formatMoment(start, zone, language)}</button>
                </ActionForm>
              </li>
            ))}
          </ul>
        </>
      )}
      <p>
        <a class="button" href={moveAddress(body, zone)} rel="nofollow">
          {t('manage.choose_time')}
        </a>
      </p>
    </section>
  );
}

function Attendees({ body, page }: Props) {
  const { t, typed } = page;
  const isAdding = typed['action'] === 'add_attendee';
  return (
    <section class="card" aria-labelledby="attendees">
      <h2 id="attendees">{t('manage.attendees')}</h2>
      {body.available_actions.includes('remove_attendee') && (
        <ul class="stack">
          {body.attendees.slice(1).map(({ name, email }) => (
            <li key={email}>
              <ActionForm page={page} action="remove_attendee">
                <input type="hidden" name="email" value={email ?? ''} />
                <p class="row">
                  <span>{name}</span>
                  <button class="button small quiet">{t('manage.remove', { name })}</button>
                </p>
              </ActionForm>
            </li>
          ))}
        </ul>
      )}
      {body.available_actions.includes('add_attendee') && (
        <ActionForm page={page} action="add_attendee">
          <Field
            name="name"
            label={t('manage.name')}
            autocomplete="off"
            required
            value={isAdding ? (typed['name'] ?? '') : ''}
            fault={faultOf(page, 'name')}
          />
          <Field
            name="email"
            type="email"
            label={t('forgot.email')}
            autocomplete="off"
            required
            value={isAdding ? (typed['email'] ?? '') : ''}
            fault={isAdding ? faultOf(page, 'email') : undefined}
          />
          <p>
            <button class="button">{t('manage.add')}</button>
          </p>
        </ActionForm>
      )}
    </section>
  );
}

/** What comes back is said before. */
function Cancel({ body, page }: Props) {
  const { t, language, typed } = page;
  const quote = body.refund_quote;
  return (
    <section class="card" aria-labelledby="cancel">
      <h2 id="cancel">{t(body.status === 'waitlisted' ? 'manage.leave' : 'manage.cancel')}</h2>
      {quote && (
        <p>
          {t('manage.refund', {
            amount: formatMoney(quote.amount, body.currency, language),
            percent: quote.percent,
            moment: formatMoment(textOf(quote.until), zoneOf(body, page), language),
          })}
        </p>
      )}
      <ActionForm page={page} action="cancel">
        <Field
          name="reason"
          label={t('manage.why')}
          optional={t('form.optional')}
          autocomplete="off"
          value={typed['reason'] ?? ''}
          fault={faultOf(page, 'reason')}
        />
        <p>
          <button class="button bad">
            {t(body.status === 'waitlisted' ? 'manage.leave' : 'manage.cancel_submit')}
          </button>
        </p>
      </ActionForm>
    </section>
  );
}

function ActionForm({ page, action, children }: Parameters<typeof PageForm>[0] & { action: Action }) {
  return (
    <PageForm page={page}>
      <input type="hidden" name="action" value={action} />
      {children}
    </PageForm>
  );
}

function labelsOf({ t }: PageContext): Record<string, string> {
  return {
    start_time: t('manage.new_start'),
    name: t('manage.name'),
    email: t('forgot.email'),
    reason: t('manage.why'),
    method: t('event.pay_with'),
  };
}

/** Where days and times are chosen as when it was booked. */
function moveAddress({ organizer, event_type: type, attendee_count, access_token }: ManageBody, zone: string) {
  const query = new URLSearchParams({
    ...{ manage_token: access_token, timezone: zone, duration: String(type.duration) },
    ...(attendee_count > 1 && { attendee_count: String(attendee_count) }),
  });
  return `/${organizer.slug}/${type.slug}?${query.toString()}`;
}

function freeStarts(details: unknown): string[] {
  const { next_free: free } = (details ?? {}) as { next_free?: { start_time: string | Date }[] };
  return (free ?? []).map(({ start_time }) => textOf(start_time));
}
