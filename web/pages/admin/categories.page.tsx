import { Field } from '../../parts/field.js';
import { Table } from '../../parts/table.js';
import { isSent } from '../accounts/settings.js';
import { faultOf } from '../frame/forms.js';
import { definePage, type PageContext, type PageProps } from '../page.js';
import type { Wire } from '../wire.js';
import { AdminShell } from './admin-shell.js';
import { addressWith, Ask, OrderForm, Refusal, Room, sortOf, type ListOf } from './listing.js';

type Category = Wire<'CategoryResponse'>;

export interface CategoriesBody {
  list: ListOf<Category>;
}

const FIELDS = ['name', 'description', 'color'] as const;

export const CategoriesPage = definePage<CategoriesBody>({
  title: ({ page }) => page.t('admin.categories.title'),
  View: Categories,
  isPrivate: true,
  showsWaiting: true,
  width: 'wide',
});

function Categories({ body: { list }, page }: PageProps<CategoriesBody>) {
  const { t, query } = page;
  const opened = list.items.find(({ id }) => String(id) === query['open']);
  const action = opened ? 'change' : 'create';
  return (
    <AdminShell page={page} room="categories">
      <section class="card" aria-labelledby="make">
        <h2 id="make">{opened ? opened.name : t('admin.categories.make')}</h2>
        <Refusal page={page} />
        <OrderForm page={page} action={action} of={opened?.id}>
          <CategoryFields page={page} action={action} kept={opened} />
          <p class="row">
            <button class="button small">{t(opened ? 'account.save' : 'admin.categories.make')}</button>
            {opened && <a href={addressWith(page, { open: null })}>{t('admin.close')}</a>}
          </p>
        </OrderForm>
      </section>
      <Room
        page={page}
        list={list}
        side={null}
        table={
          <Table
            caption={t('admin.categories.title')}
            rows={list.items}
            keyOf={({ id }) => id}
            columns={[
              {
                name: 'name',
                label: t('admin.column.name'),
                sort: sortOf(page, 'name', 'name'),
                cell: ({ id, name }) => <a href={addressWith(page, { open: id })}>{name}</a>,
              },
              { name: 'slug', label: t('admin.column.slug'), cell: ({ slug }) => slug },
              { name: 'about', label: t('admin.column.about'), cell: ({ description }) => description || '–' },
              {
                name: 'color',
                label: t('admin.column.color'),
                cell: ({ color }) => (
                  <span class="person">
                    <svg viewBox="0 0 14 14" width="14" height="14" aria-hidden="true">
                      <rect width="14" height="14" rx="3" fill={color} />
                    </svg>
                    {color}
                  </span>
                ),
              },
              {
                name: 'order',
                label: t('admin.remove'),
                isEnd: true,
                cell: ({ id, name }) => (
                  <Ask
                    page={page}
                    action="remove"
                    of={id}
                    label={t('admin.remove')}
                    effect={t('admin.categories.remove_effect', { name })}
                  />
                ),
              },
            ]}
          />
        }
      />
    </AdminShell>
  );
}

interface FieldsProps {
  page: PageContext;
  action: string;
  kept: Category | undefined;
}

function CategoryFields({ page, action, kept }: FieldsProps) {
  const { t, typed } = page;
  const sent = isSent(page, action);
  return (
    <div class="columns">
      {FIELDS.map((name) => (
        <Field
          key={name}
          name={name}
          label={t(`admin.categories.${name}`)}
          value={(sent ? typed[name] : kept?.[name]) ?? ''}
          required={name === 'name'}
          fault={sent ? faultOf(page, name) : undefined}
        />
      ))}
    </div>
  );
}
