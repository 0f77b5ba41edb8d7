import { answerOf, api } from '../../../browser/api.js';
import { formatMoment, instantOf, localDate, localMinute } from '../../../lib/time.js';
import { Answered, useAnswer } from '../../app/answer.js';
import { DeedButton } from '../../app/deeds.js';
import { AppForm, Input, useForm } from '../../app/form.js';
import { usePage } from '../../app/page.js';

const MOST = 100;
const HOUR_MS = 3_600_000;

interface BlockedTimesProps {
  zone: string;
  onChange(): void;
}

/** Times in which nobody can meet one, by the clock of one's own zone. */
export function BlockedTimes({ zone, onChange }: BlockedTimesProps) {
  const { t, language, now } = usePage();
  const all = useAnswer(() =>
    answerOf(
      api.GET('/api/v1/availability/blocked-times', {
        params: {
          query: { start_date: localDate(now, zone), page_size: MOST, ordering: 'start_time' },
          header: { 'X-Timezone': zone },
        },
      }),
    ),
  );
  const changed = async () => {
    await all.again();
    onChange();
  };
  const free = async (id: number) => {
    await answerOf(api.DELETE('/api/v1/availability/blocked-times/{id}', { params: { path: { id } } }));
    await changed();
  };
  return (
    <section class="card" aria-labelledby="blocked">
      <h2 id="blocked">{t('availability.blocked')}</h2>
      <p class="lead">{t('availability.blocked_lead')}</p>
      <Answered by={all}>
        {({ results }) => (
          <ul class="rows">
            {results.map(({ id, start_time: from, end_time: to, reason, source }) => (
              <li key={id}>
                <div>
                  <strong>
                    {formatMoment(from, zone, language)} – {formatMoment(to, zone, language)}
                  </strong>
                  <p class="below">
                    {source === 'manual' ? reason : t('availability.from_program', { reason })}
                  </p>
                </div>
                <DeedButton
                  label={t('availability.free')}
                  of={formatMoment(from, zone, language)}
                  run={() => free(id)}
                />
              </li>
            ))}
          </ul>
        )}
      </Answered>
      <Block zone={zone} changed={changed} />
    </section>
  );
}

function Block({ zone, changed }: { zone: string; changed(): Promise<void> }) {
  const { t, now } = usePage();
  const nextHour = new Date(Math.ceil(Date.parse(now) / HOUR_MS) * HOUR_MS);
  const form = useForm({
    start_time: localMinute(nextHour.toISOString(), zone),
    end_time: localMinute(new Date(nextHour.getTime() + HOUR_MS).toISOString(), zone),
    reason: '',
  });
  const labels = {
    ...{ start_time: t('availability.from'), end_time: t('availability.to') },
    reason: t('availability.reason'),
  };
  const add = async () => {
    const { start_time: from = '', end_time: to = '', reason = '' } = form.values;
    const at = (local: string) => (local === '' ? '' : instantOf(local, zone));
    const body = { start_time: at(from), end_time: at(to), reason };
    await answerOf(api.POST('/api/v1/availability/blocked-times', { body }));
    await changed();
  };
  return (
    <details>
      <summary>{t('availability.block')}</summary>
      <AppForm form={form} labels={labels} submit={t('availability.block_submit')} onSubmit={add}>
        <div class="columns">
          <Input form={form} type="datetime-local" name="start_time" label={labels.start_time} />
          <Input form={form} type="datetime-local" name="end_time" label={labels.end_time} />
        </div>
        <Input form={form} name="reason" label={labels.reason} optional={t('form.optional')} />
      </AppForm>
    </details>
  );
}
