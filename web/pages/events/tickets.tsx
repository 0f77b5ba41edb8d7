import { formatMoney, isFree } from '../../lib/money.js';
import { Notice } from '../../parts/notice.js';
import type { PageProps } from '../page.js';
import type { TicketedBody } from './event-body.js';
import { Seats } from './seats.js';
import { stageOf } from './ticket-stage.js';

export function Tickets({ body, page }: PageProps<TicketedBody>) {
  const { t, language } = page;
  const { event } = body;
  const stage = stageOf(body);
  return (
    <section class="card tickets" aria-labelledby="tickets">
      <h2 id="tickets">{t('event.tickets')}</h2>
      {stage === 'draft' && (
        <Notice kind="info" title={t('event.draft')}>
          {body.isOrganizer && <a href={`/organize/events/${event.id}`}>{t('event.draft_edit')}</a>}
        </Notice>
      )}
      {stage === 'cancelled' && (
        <Notice kind="bad" title={t('event.cancelled')}>
          {!isFree(event.price) && <p>{t('event.cancelled_paid')}</p>}
        </Notice>
      )}
      {stage === 'over' && <Notice kind="info" title={t('event.over')} />}
      <p class="price">
        <strong>
          {isFree(event.price) ? t('events.free') : formatMoney(event.price, event.currency, language)}
        </strong>{' '}
        {!isFree(event.price) &&
          (isFree(event.tax_rate) ? t('event.each') : t('event.each_taxed', { rate: Number(event.tax_rate) }))}
      </p>
      <Seats event={event} page={page} stage={stage} />
      {stage === 'ongoing' && <p>{t('event.ongoing')}</p>}
      {stage === 'closed' && <p>{t('event.closed')}</p>}
    </section>
  );
}
