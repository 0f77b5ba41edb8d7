import { formatMoney, isFree } from '../../lib/money.js';
import { Notice } from '../../parts/notice.js';
import { ErrorSummary } from '../frame/forms.js';
import type { PageProps } from '../page.js';
import { BuyForm } from './buy-form.js';
import type { TicketedBody } from './event-body.js';
import { HeldTickets } from './held-tickets.js';
import { OwnTickets } from './own-tickets.js';
import { Seats } from './seats.js';
import { stageOf, type Stage } from './ticket-stage.js';
import { JoinWaitlist, Waiting } from './waiting.js';

type Props = PageProps<TicketedBody>;

const LIVE: readonly Stage[] = ['on_sale', 'full'];
const HAD: readonly string[] = ['confirmed', 'completed', 'no_show'];

/** What can be had, or is had already: one thing to do at a time. */
export function Tickets({ body, page }: Props) {
  const { t, language } = page;
  const { event } = body;
  const stage = stageOf(body);
  return (
    <section class="card tickets" aria-labelledby="tickets">
      <h2 id="tickets">
        {t('event.tickets')}
        {LIVE.includes(stage) && (
          <span class="live" id="live" hidden>
            {t('event.live')}
          </span>
        )}
      </h2>
      <Outcome body={body} page={page} />
      <div id="news" role="status" />
      <p class="price">
        <strong>
          {isFree(event.price) ? t('events.free') : formatMoney(event.price, event.currency, language)}
        </strong>{' '}
        {!isFree(event.price) &&
          (isFree(event.tax_rate) ? t('event.each') : t('event.each_taxed', { rate: Number(event.tax_rate) }))}
      </p>
      <Seats event={event} page={page} stage={stage} />
      <ToDo body={body} page={page} stage={stage} />
    </section>
  );
}

/** What has just been done, or why not. */
function Outcome({ body: { booking }, page }: Props) {
  const { t, query, failure, typed, knows } = page;
  if (failure && typed['action'] !== 'review') {
    const labels = { number_of_tickets: t('event.many'), method: t('event.pay_with') };
    return <ErrorSummary page={page} labels={labels} />;
  }
  const done = query['done'] ?? '';
  const key = `event.done.${done === 'paid' && booking?.status !== 'confirmed' ? 'paying' : done}`;
  if (!knows(key) || failure) return null;
  return <Notice kind={done === 'unpaid' ? 'bad' : 'ok'} title={t(key)} />;
}

function ToDo({ body, page, stage }: Props & { stage: Stage }) {
  const { t } = page;
  const { booking, waiting, event } = body;
  if (booking && HAD.includes(booking.status) && stage !== 'cancelled')
    return <OwnTickets body={body} page={page} booking={booking} />;
  switch (stage) {
    case 'draft':
      return (
        <Notice kind="info" title={t('event.draft')}>
          {body.isOrganizer && <a href={`/organize/events/${event.id}`}>{t('event.draft_edit')}</a>}
        </Notice>
      );
    case 'cancelled':
      return (
        <Notice kind="bad" title={t('event.cancelled')}>
          {!isFree(event.price) && <p>{t('event.cancelled_paid')}</p>}
        </Notice>
      );
    case 'over':
      return <Notice kind="info" title={t('event.over')} />;
    case 'ongoing':
      return <Notice kind="info" title={t('event.ongoing')} />;
    case 'on_sale':
    case 'full':
    case 'closed':
      if (booking?.status === 'pending') return <HeldTickets body={body} page={page} booking={booking} />;
      if (waiting) return <Waiting body={body} page={page} entry={waiting} />;
      if (stage === 'closed') return <Notice kind="info" title={t('event.closed')} />;
      return stage === 'full' ? <JoinWaitlist body={body} page={page} /> : <BuyForm body={body} page={page} />;
  }
}
