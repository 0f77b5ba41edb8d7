import { Table } from '../../parts/table.js';
import { definePage, type PageProps } from '../page.js';
import type { Wire } from '../wire.js';
import { AdminShell } from './admin-shell.js';
import { FilterSelect, Room, sortOf, type ListOf } from './listing.js';
import { shortMoment } from './words.js';

export interface AdminWebhooksBody {
  list: ListOf<Wire<'AdminWebhookResponse'>>;
}

export const AdminWebhooksPage = definePage<AdminWebhooksBody>({
  title: ({ page }) => page.t('admin.webhooks.title'),
  View: AdminWebhooks,
  isPrivate: true,
  showsWaiting: true,
  width: 'wide',
});

function AdminWebhooks({ body: { list }, page }: PageProps<AdminWebhooksBody>) {
  const { t, language, zone } = page;
  const at = (instant: string) => shortMoment(instant, zone ?? 'UTC', language);
  return (
    <AdminShell page={page} room="webhooks">
      <Room
        page={page}
        list={list}
        filters={
          <>
            {(['is_active', 'is_failing'] as const).map((name) => (
              <FilterSelect
                key={name}
                page={page}
                name={name}
                label={t(`admin.webhooks.${name}`)}
                options={[
                  ['true', t('admin.yes')],
                  ['false', t('admin.no')],
                ]}
              />
            ))}
          </>
        }
        side={null}
        table={
          <Table
            caption={t('admin.webhooks.title')}
            rows={list.items}
            keyOf={({ id }) => id}
            columns={[
              {
                name: 'url',
                label: t('admin.column.address'),
                cell: ({ url, description }) => (
                  <>
                    <code class="secret">{url}</code>
                    {description && <p class="below">{description}</p>}
                  </>
                ),
              },
              {
                name: 'owner',
                label: t('admin.column.owner'),
                cell: ({ owner }) => (
                  <a href={`/admin/users?open=${owner.id}`}>{owner.full_name || owner.username}</a>
                ),
              },
              {
                name: 'state',
                label: t('admin.column.status'),
                sort: sortOf(page, 'failing_since'),
                cell: ({ is_active: isActive, failing_since: since, last_error: error }) => (
                  <>
                    <span class={isActive ? (since ? 'tag bad' : 'tag ok') : 'tag plain'}>
                      {t(
                        isActive
                          ? since
                            ? 'admin.webhooks.failing'
                            : 'admin.webhooks.fine'
                          : 'admin.webhooks.off',
                      )}
                    </span>
                    {since && <p class="below">{`${at(since)} ${error ?? ''}`}</p>}
                  </>
                ),
              },
              {
                name: 'pending',
                label: t('admin.webhooks.pending'),
                isEnd: true,
                cell: ({ pending }) => pending,
              },
              { name: 'failed', label: t('admin.webhooks.failed'), isEnd: true, cell: ({ failed }) => failed },
              {
                name: 'made',
                label: t('admin.column.made'),
                sort: sortOf(page, 'created_at', '-created_at'),
                cell: ({ created_at: made }) => at(made),
              },
            ]}
          />
        }
      />
    </AdminShell>
  );
}
