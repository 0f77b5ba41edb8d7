import { Icon, type IconName } from '../../parts/icon.js';
import { definePage, type PageContext } from '../page.js';

const WAYS: readonly (readonly [IconName, 'book' | 'manage' | 'offer'])[] = [
  ['calendar', 'book'],
  ['mail', 'manage'],
  ['clock', 'offer'],
];

export const HomePage = definePage<object>({
  title: ({ page }) => page.t('home.title'),
  View: ({ page }) => <Home page={page} />,
  width: 'wide',
});

function Home({ page: { t, viewer } }: { page: PageContext }) {
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
