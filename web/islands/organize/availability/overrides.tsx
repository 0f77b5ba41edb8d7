import { answerOf, api } from '../../../browser/api.js';
import { formatDate, localDate } from '../../../lib/time.js';
import { Answered, useAnswer } from '../../app/answer.js';
import { DeedButton } from '../../app/deeds.js';
import { AppForm, Choice, Input, useForm } from '../../app/form.js';
import { usePage, zoneOf } from '../../app/page.js';
import { useHours } from './hours.js';
import { FromTo } from './weekly-hours.js';

const MOST = 100;

/** Dates that are not as their weekday. */
export function Overrides({ onChange }: { onChange(): void }) {
  const page = usePage();
  const { t, language } = page;
  const hours = useHours();
  const today = localDate(page.now, zoneOf(page));
  const all = useAnswer(() =>
    answerOf(
      api.GET('/api/v1/availability/overrides', {
        params: { query: { start_date: today, page_size: MOST, ordering: 'date,start_time' } },
      }),
    ),
  );
  const changed = async () => {
    await all.again();
    onChange();
  };
  const remove = async (id: number) => {
    await answerOf(api.DELETE('/api/v1/availability/overrides/{id}', { params: { path: { id } } }));
    await changed();
  };
  return (
    <section class="card" aria-labelledby="overrides">
      <h2 id="overrides">{t('availability.overrides')}</h2>
      <p class="lead">{t('availability.overrides_lead')}</p>
      <Answered by={all}>
        {({ results }) => (
          <ul class="rows">
            {results.map(({ id, date, start_time: from, end_time: to, reason }) => (
              <li key={id}>
                <div>
                  <strong>{formatDate(date, language, true)}</strong>
                  <p class="below">
                    {from !== null && to !== null
                      ? hours({ start_time: from, end_time: to })
                      : t('availability.closed')}
                    {reason && ` · ${reason}`}
                  </p>
                </div>
                <DeedButton label={t('app.remove')} of={formatDate(date, language)} run={() => remove(id)} />
              </li>
            ))}
          </ul>
        )}
      </Answered>
      <Add today={today} changed={changed} />
    </section>
  );
}

function Add({ today, changed }: { today: string; changed(): Promise<void> }) {
  const { t } = usePage();
  const form = useForm({ date: today, kind: 'closed', start_time: '09:00', end_time: '12:00', reason: '' });
  const { date = '', kind, start_time = '', end_time = '', reason = '' } = form.values;
  const isOpen = kind === 'open';
  const add = async () => {
    const body = { date, is_available: isOpen, reason, ...(isOpen && { start_time, end_time }) };
    await answerOf(api.POST('/api/v1/availability/overrides', { body }));
    await changed();
  };
  const labels = {
    ...{ date: t('availability.date'), reason: t('availability.reason') },
    ...{ start_time: t('availability.from'), end_time: t('availability.to') },
  };
  return (
    <details>
      <summary>{t('availability.add_override')}</summary>
      <AppForm form={form} labels={labels} submit={t('availability.add_submit')} onSubmit={add}>
        <div class="columns">
          <Input form={form} type="date" name="date" label={labels.date} />
          <Choice
            form={form}
            name="kind"
            label={t('availability.that_day')}
            options={[
              ['closed', t('availability.closed')],
              ['open', t('availability.other_hours')],
            ]}
          />
        </div>
        {isOpen && <FromTo form={form} />}
        <Input form={form} name="reason" label={labels.reason} optional={t('form.optional')} />
      </AppForm>
    </details>
  );
}
