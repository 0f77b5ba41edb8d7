import { formatMoney, isFree } from '../../lib/money.js';
import { formatMoment, zoneLabel } from '../../lib/time.js';
import type { PageContext } from '../page.js';
import type { Wire } from '../wire.js';
import { Cover } from './event-cover.js';

interface CardProps {
  event: Wire<'EventResponse'>;
  page: PageContext;
  level: 'h2' | 'h3';
}

export function EventCard({ event, page, level: Heading }: CardProps) {
  const { t, language } = page;
  const { start_date: starts, timezone } = event;
  return (
    <article class="offer event-card">
      <Cover event={event} page={page} columns={5} rows={2} />
      <Heading class="card-title">
        <a href={`/events/${event.id}`}>{event.title}</a>
      </Heading>
      <p class="below">
        {formatMoment(starts, timezone, language)}, {zoneLabel(timezone, starts)}
        <br />
        {event.is_online ? t('events.online') : event.location}
      </p>
      <p class="row">
        <span class="tag plain">{priceOf(event, page)}</span>
        <Left event={event} page={page} />
      </p>
    </article>
  );
}

function priceOf({ kind, price, currency }: CardProps['event'], { t, language }: PageContext): string {
  if (kind === 'gathering') return t('events.gathering');
  return isFree(price) ? t('events.free') : formatMoney(price, currency, language);
}

function Left({ event, page: { t } }: Omit<CardProps, 'level'>) {
  const { available_spots: left, is_registration_open: isOpen, status } = event;
  if (status === 'cancelled') return <span class="tag bad">{t('manage.status.cancelled')}</span>;
  if (left === 0 && !isOpen) return <span class="tag warn">{t('events.full')}</span>;
  return isOpen && left !== null ? <span class="hint">{t('events.left', { n: left })}</span> : null;
}
