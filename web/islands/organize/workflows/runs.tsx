import { useState } from 'preact/hooks';
import { answerOf, api } from '../../../browser/api.js';
import { formatMoment } from '../../../lib/time.js';
import { Notice } from '../../../parts/notice.js';
import { Table } from '../../../parts/table.js';
import type { Wire } from '../../../pages/wire.js';
import { Answered, useAnswer } from '../../app/answer.js';
import { AppForm, Choice, useForm } from '../../app/form.js';
import { usePage, zoneOf } from '../../app/page.js';

type Tested = Wire<'WorkflowTestResponse'>;

const SHOWN = 20;
const MOST = 100;
const KINDS = {
  ...({
    pending: '',
    running: '',
    succeeded: 'ok',
    failed: 'bad',
    skipped: 'warn',
    cancelled: 'warn',
  } as const),
};

/** What it would do for a booking, and what it did. */
export function WorkflowRuns({ id }: { id: number }) {
  return (
    <>
      <DryRun id={id} />
      <Executions id={id} />
    </>
  );
}

function DryRun({ id }: { id: number }) {
  const { t } = usePage();
  const bookings = useAnswer(() =>
    answerOf(
      api.GET('/api/v1/events/bookings', { params: { query: { page_size: MOST, ordering: '-start_time' } } }),
    ),
  );
  return (
    <section class="card" aria-labelledby="dry-run">
      <h2 id="dry-run">{t('workflows.test')}</h2>
      <p class="lead">{t('workflows.test_lead')}</p>
      <Answered by={bookings}>
        {({ results }) =>
          results.length === 0 ? (
            <p class="below">{t('workflows.test_none')}</p>
          ) : (
            <Ask id={id} bookings={results} />
          )
        }
      </Answered>
    </section>
  );
}

interface AskProps {
  id: number;
  bookings: readonly Pick<Wire<'AppointmentBody'>, 'id' | 'invitee_name' | 'event_type' | 'start_time'>[];
}

function Ask({ id, bookings }: AskProps) {
  const page = usePage();
  const { t, language } = page;
  const form = useForm({ booking_id: String(bookings[0]!.id) });
  const [tested, setTested] = useState<Tested | null>(null);
  const label = t('workflows.booking');
  const momentOf = (at: string) => formatMoment(at, zoneOf(page), language);
  const test = async () => {
    const body = { booking_id: Number(form.values['booking_id']) };
    setTested(await answerOf(api.POST('/api/v1/workflows/{id}/test', { params: { path: { id } }, body })));
  };
  return (
    <>
      <AppForm form={form} labels={{ booking_id: label }} submit={t('workflows.test_submit')} onSubmit={test}>
        <Choice
          form={form}
          name="booking_id"
          label={label}
          options={bookings.map((one) => [
            String(one.id),
            `${one.invitee_name}, ${one.event_type.name}, ${momentOf(one.start_time)}`,
          ])}
        />
      </AppForm>
      {tested && (
        <div role="status">
          <Notice
            kind={tested.matched ? 'ok' : 'warn'}
            title={t(tested.matched ? 'workflows.matched' : 'workflows.unmatched')}
          />
          <ul class="rows">
            {tested.actions.map(({ type, to, subject, body, url, scheduled_for: at }, index) => (
              <li key={index}>
                <div>
                  <strong>
                    {t(`workflows.action.${type}`)} {to ?? url ?? t('workflows.nobody')}
                  </strong>
                  <p class="below">{momentOf(at)}</p>
                  {subject && <p>{subject}</p>}
                  {body && <p class="what">{body}</p>}
                </div>
              </li>
            ))}
          </ul>
        </div>
      )}
    </>
  );
}

function Executions({ id }: { id: number }) {
  const page = usePage();
  const { t, language } = page;
  const all = useAnswer(() =>
    answerOf(
      api.GET('/api/v1/workflows/{id}/executions', { params: { path: { id }, query: { page_size: SHOWN } } }),
    ),
  );
  const momentOf = (at: string) => formatMoment(at, zoneOf(page), language);
  return (
    <section class="card" aria-labelledby="executions">
      <h2 id="executions">{t('workflows.executions')}</h2>
      <Answered by={all}>
        {({ results }) =>
          results.length === 0 ? (
            <p class="lead">{t('workflows.no_executions')}</p>
          ) : (
            <Table
              caption={t('workflows.executions')}
              rows={results}
              keyOf={({ id: execution }) => execution}
              columns={[
                {
                  ...{ name: 'at', label: t('webhooks.at') },
                  cell: ({ created_at: at }) => momentOf(at),
                },
                {
                  ...{ name: 'booking', label: t('workflows.booking') },
                  cell: ({ booking_id: booking }) => (
                    <a href={`/organize/bookings/${booking}`}>{`#${booking}`}</a>
                  ),
                },
                {
                  ...{ name: 'state', label: t('webhooks.state') },
                  cell: ({ status }) => (
                    <span class={`tag ${KINDS[status]}`}>{t(`workflows.status.${status}`)}</span>
                  ),
                },
                {
                  ...{ name: 'actions', label: t('workflows.actions') },
                  cell: ({ actions }) => (
                    <ul>
                      {actions.map(({ type, status, scheduled_for: due, finished_at: done, error }, index) => (
                        <li class="below" key={index}>
                          {t(`workflows.action.${type}`)}: {t(`workflows.status.${status}`)},{' '}
                          {momentOf(done ?? due)} {error}
                        </li>
                      ))}
                    </ul>
                  ),
                },
              ]}
            />
          )
        }
      </Answered>
    </section>
  );
}
