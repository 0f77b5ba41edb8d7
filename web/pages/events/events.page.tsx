import { definePage, type PageContext, type PageProps } from '../page.js';
import type { Wire } from '../wire.js';
import { EventCard } from './event-card.js';
import { EventFinder } from './event-finder.js';

/** A page of the list; what was asked for stands in the address. */
export interface EventsBody {
  items: readonly Wire<'EventResponse'>[];
  total: number;
  page: number;
  pages: number;
}

export const EventsPage = definePage<EventsBody>({
  title: ({ page }) => page.t('events.title'),
  View: Events,
  width: 'wide',
});

function Events({ body, page }: PageProps<EventsBody>) {
  const { t } = page;
  return (
    <div class="events">
      <h1>{t('events.title')}</h1>
      <EventFinder page={page} />
      <p class="lead" role="status">
        {t('events.found', { n: body.total })}
      </p>
      {body.total === 0 ? (
        <p>
          {t('events.none')} <a href="/events">{t('events.all')}</a>
        </p>
      ) : (
        <ul class="offers-list">
          {body.items.map((event) => (
            <li key={event.id}>
              <EventCard event={event} page={page} level="h2" />
            </li>
          ))}
        </ul>
      )}
      {body.pages > 1 && <Pager body={body} page={page} />}
    </div>
  );
}

function Pager({ body, page }: PageProps<EventsBody>) {
  const { t } = page;
  return (
    <nav class="row" aria-label={t('events.page', { n: body.page, all: body.pages })}>
      {body.page > 1 && (
        <a class="button quiet" rel="prev" href={addressOf(page, body.page - 1)}>
          {t('events.before')}
        </a>
      )}
      <span>{t('events.page', { n: body.page, all: body.pages })}</span>
      {body.page < body.pages && (
        <a class="button quiet" rel="next" href={addressOf(page, body.page + 1)}>
          {t('events.after')}
        </a>
      )}
    </nav>
  );
}

function addressOf({ query }: PageContext, number: number): string {
  return `/events?${new URLSearchParams({ ...query, page: String(number) }).toString()}`;
}
