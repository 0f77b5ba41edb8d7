import { Avatar } from '../../parts/avatar.js';
import { Field, Select } from '../../parts/field.js';
import { definePage, type PageProps } from '../page.js';
import type { Wire } from '../wire.js';
import { zoneLabel } from '../../lib/time.js';
import { Rating, Skills, type Expert } from './expert-parts.js';

interface Experts {
  experts: readonly Expert[];
  count: number;
  page: number;
  has_more: boolean;
  categories: readonly Wire<'CategoryResponse'>[];
  timezone: string;
}

const RATINGS = ['', '3', '4', '4.5'];

export const ExpertsPage = definePage<Experts>({
  title: ({ page }) => page.t('experts.title'),
  View: List,
  isPrivate: true,
  width: 'wide',
});

function List(props: PageProps<Experts>) {
  const { body, page } = props;
  const { t } = page;
  return (
    <>
      <h1>{t('experts.title')}</h1>
      <p class="lead">{t('experts.lead')}</p>
      <Filters {...props} />
      <p class="below" role="status">
        {t('experts.count', { n: body.count })}
      </p>
      <ul class="offers-list">
        {body.experts.map((expert) => (
          <li key={expert.id}>
            <article class="card offer">
              <div class="row">
                <Avatar name={expert.full_name} />
                <h2>
                  <a href={`/experts/${expert.id}`}>{expert.full_name}</a>
                </h2>
              </div>
              <Rating expert={expert} page={page} />
              {expert.bio && <p class="what">{expert.bio}</p>}
              <Skills expert={expert} page={page} />
            </article>
          </li>
        ))}
      </ul>
      <Turns {...props} />
    </>
  );
}

function Filters({ body, page }: PageProps<Experts>) {
  const { t, query, now } = page;
  const categories = body.categories.map(({ id, name }) => [String(id), name] as const);
  return (
    <form method="get" action={page.path} class="filters">
      <Field
        name="skill"
        label={t('experts.skill')}
        value={query['skill'] ?? ''}
        autocomplete="off"
        autocapitalize="none"
      />
      <Select
        name="category"
        label={t('experts.category')}
        value={query['category'] ?? ''}
        options={[['', t('experts.any')], ...categories]}
      />
      <Select
        name="min_rating"
        label={t('experts.min_rating')}
        value={query['min_rating'] ?? ''}
        options={RATINGS.map((least) => [least, least ? t('experts.at_least', { least }) : t('experts.any')])}
      />
      <Field
        name="free_at"
        type="datetime-local"
        label={`${t('experts.free_at')}, ${zoneLabel(body.timezone, now)}`}
        value={query['free_at'] ?? ''}
      />
      <p>
        <button class="button">{t('experts.search')}</button>
      </p>
    </form>
  );
}

function Turns({ body, page }: PageProps<Experts>) {
  const { t, query } = page;
  const to = (number: number) => `?${new URLSearchParams({ ...query, page: String(number) }).toString()}`;
  if (body.page === 1 && !body.has_more) return null;
  return (
    <nav class="row turns" aria-label={t('experts.pages')}>
      {body.page > 1 && (
        <a href={to(body.page - 1)} rel="prev">
          {t('experts.previous')}
        </a>
      )}
      {body.has_more && (
        <a href={to(body.page + 1)} rel="next">
          {t('experts.next')}
        </a>
      )}
    </nav>
  );
}
