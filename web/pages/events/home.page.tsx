import { Icon, type IconName } from '../../parts/icon.js';
import { definePage, type PageProps } from '../page.js';
import type { Wire } from '../wire.js';
import { EventCard } from './event-card.js';

const WAYS: readonly (readonly [IconName, 'book' | 'manage' | 'offer'])[] = [
  ['calendar', 'book'],
  ['mail', 'manage'],
  ['clock', 'offer'],
];

export interface HomeBody {
  items: readonly Wire<'EventResponse'>[];
}

export const HomePage = definePage<HomeBody>({
  title: ({ page }) => page.t('home.title'),
  View: Home,
  width: 'wide',
});

function Home({ body, page }: PageProps<HomeBody>) {
  const { t, viewer } = page;
  return (
    <>
      <section class="hero">
        <h1>{t('home.title')}</h1>
        <p class="lead">{t('home.lead')}</p>
        <p class="row">
          {viewer ? (
            <a class="button" href="/account">
              {t('home.account')}
            </a>
          ) : (
            <>
              <a class="button" href="/register">
                {t('home.start')}
              </a>
              <a class="button quiet" href="/login">
                {t('home.sign_in')}
              </a>
            </>
          )}
        </p>
      </section>
      {body.items.length > 0 && (
        <section class="events" aria-labelledby="on">
          <h2 id="on">{t('home.on')}</h2>
          <ul class="offers-list">
            {body.items.map((event) => (
              <li key={event.id}>
                <EventCard event={event} page={page} level="h3" />
              </li>
            ))}
          </ul>
          <p>
            <a href="/events">{t('home.all')}</a>
          </p>
        </section>
      )}
      <ul class="ways">
        {WAYS.map(([icon, way]) => (
          <li class="card" key={way}>
            <Icon name={icon} />
            <h2>{t(`home.${way}.title`)}</h2>
            <p>{t(`home.${way}.text`)}</p>
          </li>
        ))}
      </ul>
      <p class="below">
        <a href="/api/docs">{t('home.developers')}</a>
      </p>
    </>
  );
}
