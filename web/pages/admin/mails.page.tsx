import { Table } from '../../parts/table.js';
import { PageForm } from '../frame/forms.js';
import { definePage, type PageProps } from '../page.js';
import type { Wire } from '../wire.js';
import { AdminShell } from './admin-shell.js';
import { addressWith, Refusal, Room, sortOf, StatusFilter, type ListOf } from './listing.js';
import { Status } from './status.js';
import { shortMoment } from './words.js';

const STATUSES = ['waiting', 'failed'] as const;

export interface MailsBody {
  list: ListOf<Wire<'UnsentMailResponse'>>;
}

export const MailsPage = definePage<MailsBody>({
  title: ({ page }) => page.t('admin.mails.title'),
  View: Mails,
  isPrivate: true,
  showsWaiting: true,
  width: 'wide',
});

function Mails({ body: { list }, page }: PageProps<MailsBody>) {
  const { t, language, zone } = page;
  const at = (instant: string | null) => (instant ? shortMoment(instant, zone ?? 'UTC', language) : '–');
  return (
    <AdminShell page={page} room="mails">
      <Refusal page={page} />
      <Room
        page={page}
        list={list}
        filters={<StatusFilter page={page} of={STATUSES} />}
        side={null}
        table={
          <Table
            caption={t('admin.mails.title')}
            rows={list.items}
            keyOf={({ id }) => id}
            columns={[
              { name: 'id', label: t('admin.column.number'), cell: ({ id }) => id },
              {
                name: 'status',
                label: t('admin.column.status'),
                cell: ({ status }) => <Status page={page} group="status" name={status} />,
              },
              {
                name: 'made',
                label: t('admin.column.made'),
                sort: sortOf(page, 'created_at', '-created_at'),
                cell: ({ created_at: made }) => at(made),
              },
              {
                name: 'next',
                label: t('admin.mails.next'),
                sort: sortOf(page, 'next_attempt_at'),
                cell: ({ next_attempt_at: next }) => at(next),
              },
              {
                name: 'attempts',
                label: t('admin.mails.attempts'),
                isEnd: true,
                cell: ({ attempts }) => attempts,
              },
              {
                name: 'error',
                label: t('admin.column.error'),
                cell: ({ last_error: error }) => (error ? <code>{error}</code> : '–'),
              },
              {
                name: 'retry',
                label: t('admin.queues.retry'),
                isEnd: true,
                cell: ({ id }) => (
                  <PageForm page={page} action={addressWith(page)}>
                    <input type="hidden" name="id" value={id} />
                    <button class="button small" aria-label={t('admin.mails.retry_of', { id })}>
                      {t('admin.queues.retry')}
                    </button>
                  </PageForm>
                ),
              },
            ]}
          />
        }
      />
    </AdminShell>
  );
}
