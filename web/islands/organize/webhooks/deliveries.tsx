import { answerOf, api } from '../../../browser/api.js';
import { formatMoment } from '../../../lib/time.js';
import { Notice } from '../../../parts/notice.js';
import { Table } from '../../../parts/table.js';
import type { Wire } from '../../../pages/wire.js';
import { Answered, useAnswer } from '../../app/answer.js';
import { DeedButton, Done } from '../../app/deeds.js';
import { Filters, Pages } from '../../app/lists.js';
import { usePage, zoneOf } from '../../app/page.js';

type Delivery = Wire<'WebhookDeliveryResponse'>;

const PAGE_SIZE = 50;
const STATUSES = ['pending', 'succeeded', 'failed'] as const;
const KINDS = { pending: '', succeeded: 'ok', failed: 'bad' } as const;

/** What was delivered, each attempt with its answer, and once more where somebody asks. */
export function Deliveries({ id }: { id: number }) {
  const { t, query } = usePage();
  const status = STATUSES.find((one) => one === query['status']);
  const asked = { page_size: PAGE_SIZE, ...(query['page'] && { page: Number(query['page']) }) };
  const all = useAnswer(() =>
    answerOf(
      api.GET('/api/v1/integrations/webhooks/{id}/deliveries', {
        params: { path: { id }, query: { ...asked, ...(status && { status }) } },
      }),
    ),
  );
  const redeliver = async (delivery_id: number) => {
    const params = { path: { id, delivery_id } };
    await answerOf(
      api.POST('/api/v1/integrations/webhooks/{id}/deliveries/{delivery_id}/redeliver', { params }),
    );
    await all.again();
  };
  const test = async () => {
    await answerOf(api.POST('/api/v1/integrations/webhooks/{id}/test', { params: { path: { id } } }));
    location.assign(`/organize/webhooks/${id}?done=tested`);
  };
  const options = STATUSES.map((one) => [one, t(`webhooks.status.${one}`)] as const);
  return (
    <>
      <p class="crumb">
        <a href="/organize/webhooks">{t('organize.webhooks')}</a>
      </p>
      <h1>{t('webhooks.deliveries')}</h1>
      <p class="lead">{t('webhooks.deliveries_lead')}</p>
      <Done prefix="webhooks.done." />
      <p class="row">
        <DeedButton label={t('webhooks.test')} run={test} />
      </p>
      <Filters
        fields={[{ name: 'status', label: t('webhooks.state'), options: [['', t('app.any')], ...options] }]}
      />
      <Answered by={all}>
        {({ results, count }) =>
          results.length === 0 ? (
            <Notice kind="info" title={t('webhooks.no_deliveries')} />
          ) : (
            <section class="card">
              <Rows deliveries={results} redeliver={redeliver} />
              <Pages count={count} size={PAGE_SIZE} />
            </section>
          )
        }
      </Answered>
    </>
  );
}

interface RowsProps {
  deliveries: readonly Delivery[];
  redeliver(id: number): Promise<void>;
}

function Rows({ deliveries, redeliver }: RowsProps) {
  const page = usePage();
  const { t, language } = page;
  const momentOf = (at: string) => formatMoment(at, zoneOf(page), language);
  return (
    <Table
      caption={t('webhooks.deliveries')}
      rows={deliveries}
      keyOf={({ id }) => id}
      columns={[
        {
          ...{ name: 'event', label: t('webhooks.event') },
          cell: ({ event, webhook_id: key }) => (
            <>
              {event}
              <p class="below">
                <code>{key}</code>
              </p>
            </>
          ),
        },
        { name: 'at', label: t('webhooks.at'), cell: ({ created_at: at }) => momentOf(at) },
        {
          ...{ name: 'state', label: t('webhooks.state') },
          cell: ({ status, next_attempt_at: next }) => (
            <>
              <span class={`tag ${KINDS[status]}`}>{t(`webhooks.status.${status}`)}</span>
              {next && <p class="below">{t('webhooks.next', { moment: momentOf(next) })}</p>}
            </>
          ),
        },
        {
          ...{ name: 'attempts', label: t('webhooks.attempts') },
          cell: ({ attempts }) => (
            <ul>
              {attempts.map(({ at, status_code: code, error, duration_ms: ms }) => (
                <li key={at} class="below">
                  {momentOf(at)}: {code ?? ''} {error ?? ''} ({ms} ms)
                </li>
              ))}
            </ul>
          ),
        },
        {
          ...{ name: 'deeds', label: t('app.deeds'), isEnd: true },
          cell: ({ id, event }) => (
            <DeedButton label={t('webhooks.redeliver')} of={event} run={() => redeliver(id)} />
          ),
        },
      ]}
    />
  );
}
