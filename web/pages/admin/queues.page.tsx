import { Table } from '../../parts/table.js';
import { PageForm } from '../frame/forms.js';
import { definePage, type PageProps } from '../page.js';
import type { Wire } from '../wire.js';
import { AdminShell } from './admin-shell.js';
import { Refusal } from './listing.js';

type Queue = Wire<'QueueResponse'>;

export interface QueuesBody {
  queues: readonly Queue[];
}

const COUNTS = [
  'waiting',
  'active',
  'delayed',
  'failed',
  'completed_last_hour',
  'oldest_waiting_seconds',
] as const;

export const QueuesPage = definePage<QueuesBody>({
  title: ({ page }) => page.t('admin.queues.title'),
  View: Queues,
  isPrivate: true,
  showsWaiting: true,
  width: 'wide',
});

function Queues({ body: { queues }, page }: PageProps<QueuesBody>) {
  const { t } = page;
  return (
    <AdminShell page={page} room="queues">
      <Refusal page={page} />
      <section class="card" aria-label={t('admin.list')}>
        {queues.length === 0 ? (
          <p class="lead">{t('admin.empty')}</p>
        ) : (
          <Table
            caption={t('admin.queues.title')}
            rows={queues}
            keyOf={({ name }) => name}
            columns={[
              { name: 'name', label: t('admin.column.job'), cell: ({ name }) => <code>{name}</code> },
              ...COUNTS.map((count) => ({
                name: count,
                label: t(`admin.queues.${count}`),
                isEnd: true,
                cell: (queue: Queue) => queue[count],
              })),
              {
                name: 'retry',
                label: t('admin.queues.retry'),
                isEnd: true,
                cell: ({ name, failed }) =>
                  failed > 0 && (
                    <PageForm page={page}>
                      <input type="hidden" name="name" value={name} />
                      <button class="button small" aria-label={t('admin.queues.retry_of', { name, n: failed })}>
                        {t('admin.queues.retry')}
                      </button>
                    </PageForm>
                  ),
              },
            ]}
          />
        )}
      </section>
    </AdminShell>
  );
}
