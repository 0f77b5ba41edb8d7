import type { ComponentChildren } from 'preact';
import type { MessageKey } from '../../messages/en.js';
import { Select } from '../../parts/field.js';
import { Icon } from '../../parts/icon.js';
import { Notice } from '../../parts/notice.js';
import type { Column } from '../../parts/table.js';
import { failureText, faultOf, PageForm } from '../frame/forms.js';
import type { PageContext } from '../page.js';
import { AuditTrail, type AuditEntry } from './audit-table.js';

/** As the API gives a page of a list. */
export interface ListOf<Row> {
  items: readonly Row[];
  total: number;
  limit: number;
  offset: number;
}

const OF_A_MOMENT = ['done', 'n', 'lang', 'theme', 'verify'];

/** The address of this room, with some things otherwise. */
export function addressWith(
  { path, query }: PageContext,
  changes: Readonly<Record<string, string | number | null>> = {},
): string {
  const all = Object.entries({ ...query, ...changes }).filter(
    ([name, value]) => value !== null && value !== '' && !OF_A_MOMENT.includes(name),
  );
  const text = new URLSearchParams(all.map(([name, value]) => [name, String(value)])).toString();
  return text ? `${path}?${text}` : path;
}

/** How a column is ordered now, and the address at which it is the other way round. */
export function sortOf(page: PageContext, name: string, standard = ''): NonNullable<Column<never>['sort']> {
  const ordering = page.query['ordering'] ?? standard;
  const now = ordering === name ? 'ascending' : ordering === `-${name}` ? 'descending' : null;
  const next = now === 'descending' ? name : `-${name}`;
  return { href: addressWith(page, { ordering: next, page: null }), now };
}

/** What is looked for, in the address: a form that needs no script. */
export function Filters({ page, children }: { page: PageContext; children: ComponentChildren }) {
  const { t, path, query } = page;
  return (
    <form method="get" action={path} class="filters" role="search">
      {query['ordering'] && <input type="hidden" name="ordering" value={query['ordering']} />}
      {children}
      <button class="button small">{t('admin.filter')}</button>
      <a href={path}>{t('admin.filter.none')}</a>
    </form>
  );
}

interface FilterSelectProps {
  page: PageContext;
  name: string;
  label: string;
  options: readonly (readonly [value: string, text: string])[];
}

/** A filter with one of some values, or with any. */
export function FilterSelect({ page, name, label, options }: FilterSelectProps) {
  return (
    <Select
      name={name}
      label={label}
      value={page.query[name] ?? ''}
      options={[['', page.t('admin.any')], ...options]}
    />
  );
}

/** Of the states that rows of a room have, each in words. */
export function StatusFilter({ page, of }: { page: PageContext; of: readonly string[] }) {
  const { t } = page;
  const options = of.map((each) => [each, t(`admin.status.${each}` as MessageKey)] as const);
  return <FilterSelect page={page} name="status" label={t('admin.column.status')} options={options} />;
}

export function Pager({ page, list }: { page: PageContext; list: ListOf<unknown> }) {
  const { t } = page;
  const { total, limit, offset, items } = list;
  const at = Math.floor(offset / limit) + 1;
  const last = Math.max(1, Math.ceil(total / limit));
  return (
    <nav class="row" aria-label={t('admin.pages')}>
      <span class="below">
        {t('admin.pages.shown', {
          from: items.length ? offset + 1 : 0,
          to: offset + items.length,
          n: total,
        })}
      </span>
      {at > 1 && (
        <a class="button small quiet" rel="prev" href={addressWith(page, { page: at - 1 })}>
          {t('admin.pages.before')}
        </a>
      )}
      {at < last && (
        <a class="button small quiet" rel="next" href={addressWith(page, { page: at + 1 })}>
          {t('admin.pages.next')}
        </a>
      )}
    </nav>
  );
}

interface RoomProps {
  page: PageContext;
  list: ListOf<unknown>;
  filters?: ComponentChildren;
  table: ComponentChildren;
  side: ComponentChildren;
}

/** A list, and beside it what was opened of it. */
export function Room({ page, list, filters, table, side }: RoomProps) {
  return (
    <>
      {filters && <Filters page={page}>{filters}</Filters>}
      <div class={side ? 'with-side' : undefined}>
        {side}
        <section class="card" aria-label={page.t('admin.list')}>
          {list.items.length === 0 ? <p class="lead">{page.t('admin.empty')}</p> : table}
          <Pager page={page} list={list} />
        </section>
      </div>
    </>
  );
}

interface SideProps {
  page: PageContext;
  title: string;
  facts: readonly (readonly [name: string, value: ComponentChildren])[];
  trail?: readonly AuditEntry[];
  children?: ComponentChildren;
}

/** One of a list: what is known of it, what can be done, and its audit trail. */
export function Side({ page, title, facts, trail, children }: SideProps) {
  const { t } = page;
  return (
    <aside class="card side" aria-labelledby="opened">
      <div class="tile-head">
        <h2 id="opened">{title}</h2>
        <a href={addressWith(page, { open: null })}>{t('admin.close')}</a>
      </div>
      <Refusal page={page} />
      <dl class="pairs">
        {facts.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      {children}
      {trail && (
        <>
          <h3>{t('admin.trail')}</h3>
          <AuditTrail page={page} entries={trail} />
        </>
      )}
    </aside>
  );
}

/** Why what was just asked for was not done. */
export function Refusal({ page }: { page: PageContext }) {
  const { failure } = page;
  if (!failure) return null;
  return (
    <Notice kind="bad" id="refused" title={failureText(page)}>
      {Object.keys(failure.fields).length > 0 && (
        <ul>
          {Object.keys(failure.fields).map((name) => (
            <li key={name}>{`${name}: ${faultOf(page, name)}`}</li>
          ))}
        </ul>
      )}
    </Notice>
  );
}

interface OrderProps {
  page: PageContext;
  action: string;
  of?: number | undefined;
  children?: ComponentChildren;
}

/** A form that does something at once. */
export function OrderForm({ page, action, of, children }: OrderProps) {
  return (
    <PageForm page={page} action={addressWith(page)}>
      <input type="hidden" name="action" value={action} />
      {of !== undefined && <input type="hidden" name="id" value={of} />}
      {children}
    </PageForm>
  );
}

interface AskProps extends OrderProps {
  label: string;
  /** What will have happened afterwards. */
  effect: string;
}

/** Names its effect and asks once more, before anything is done. */
export function Ask({ label, effect, children, ...order }: AskProps) {
  return (
    <details class="ask">
      <summary class="button small quiet">{label}…</summary>
      <div class="notice warn">
        <Icon name="alert" />
        <div>
          <p>{effect}</p>
          <OrderForm {...order}>
            {children}
            <p>
              <button class="button small bad">{label}</button>
            </p>
          </OrderForm>
        </div>
      </div>
    </details>
  );
}
