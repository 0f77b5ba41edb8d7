import { Field, Select } from '../../parts/field.js';
import { usePage } from './page.js';

interface FilterField {
  name: string;
  label: string;
  type?: 'search' | 'date';
  options?: readonly (readonly [value: string, label: string])[];
}

/** Sends itself to the page's own address, so that a narrowed list can be kept and shared. */
export function Filters({ fields }: { fields: readonly FilterField[] }) {
  const { t, path, query } = usePage();
  const isNarrowed = fields.some(({ name }) => query[name]);
  return (
    <form method="get" action={path} class="filters" role="search">
      {fields.map(({ name, label, type, options }) =>
        options ? (
          <Select name={name} label={label} value={query[name] ?? ''} options={options} key={name} />
        ) : (
          <Field name={name} label={label} type={type ?? 'search'} value={query[name] ?? ''} key={name} />
        ),
      )}
      <p class="row">
        <button class="button quiet">{t('app.show')}</button>
        {isNarrowed && <a href={path}>{t('app.show_all')}</a>}
      </p>
    </form>
  );
}

interface PagesProps {
  count: number;
  size: number;
}

/** Pages of a list, by its address. */
export function Pages({ count, size }: PagesProps) {
  const { t, path, query } = usePage();
  const here = Number(query['page'] ?? 1);
  const last = Math.max(1, Math.ceil(count / size));
  const to = (page: number) => `${path}?${new URLSearchParams({ ...query, page: String(page) })}`;
  if (last === 1) return null;
  return (
    <nav class="row pages" aria-label={t('app.pages')}>
      {here > 1 && (
        <a rel="prev" href={to(here - 1)}>
          {t('app.before')}
        </a>
      )}
      <span>{t('app.page_of', { page: here, last, count })}</span>
      {here < last && (
        <a rel="next" href={to(here + 1)}>
          {t('app.after')}
        </a>
      )}
    </nav>
  );
}
