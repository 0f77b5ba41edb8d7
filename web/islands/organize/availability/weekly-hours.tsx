import { answerOf, api } from '../../../browser/api.js';
import { weekdayNames } from '../../../lib/time.js';
import { Answered, useAnswer } from '../../app/answer.js';
import { DeedButton, Opens } from '../../app/deeds.js';
import { AppForm, Input, useForm } from '../../app/form.js';
import { usePage } from '../../app/page.js';
import { dayOf, useHours, type Rule } from './hours.js';
import { WeekGrid } from './week-grid.js';

const MOST = 100;
const DAYS = [1, 2, 3, 4, 5, 6, 7];
const WORKING = 5;
const PATH = '/api/v1/user-availability/{id}';

export function WeeklyHours({ onChange }: { onChange(): void }) {
  const { t } = usePage();
  const rules = useAnswer(() =>
    answerOf(
      api.GET('/api/v1/user-availability', {
        params: { query: { page_size: MOST, ordering: 'day_of_week,start_time' } },
      }),
    ),
  );
  const changed = async () => {
    await rules.again();
    onChange();
  };
  return (
    <section class="card" aria-labelledby="week">
      <h2 id="week">{t('availability.week')}</h2>
      <Answered by={rules}>
        {({ results }) => (
          <>
            <p class="lead">
              <InWords rules={results} />
            </p>
            <WeekGrid rules={results} />
            <ul class="rows">
              {DAYS.map((day) => (
                <Day
                  day={day}
                  rules={results.filter((rule) => dayOf(rule) === day)}
                  changed={changed}
                  key={day}
                />
              ))}
            </ul>
            <AddHours changed={changed} />
          </>
        )}
      </Answered>
    </section>
  );
}

/** Days that follow each other with the same hours are said at once. */
function InWords({ rules }: { rules: readonly Rule[] }) {
  const { t, language } = usePage();
  const hours = useHours();
  const names = weekdayNames(language).map(({ long }) => long);
  const ofDay = (day: number) =>
    rules
      .filter((rule) => dayOf(rule) === day)
      .map(hours)
      .join(', ');
  const groups: { from: number; to: number; hours: string }[] = [];
  for (const day of DAYS) {
    const text = ofDay(day);
    const last = groups.at(-1);
    if (last?.hours === text) last.to = day;
    else groups.push({ from: day, to: day, hours: text });
  }
  const open = groups.filter((group) => group.hours !== '');
  if (open.length === 0) return <>{t('availability.never')}</>;
  const said = open.map(({ from, to, hours: text }) => {
    const [first, last] = [names[from - 1]!, names[to - 1]!];
    const days = from === to ? first : t('availability.days', { first, last });
    return `${days}: ${text}`;
  });
  return <>{said.join(' · ')}</>;
}

interface DayProps {
  day: number;
  rules: readonly Rule[];
  changed(): Promise<void>;
}

function Day({ day, rules, changed }: DayProps) {
  const { t, language } = usePage();
  const hours = useHours();
  const { long } = weekdayNames(language)[day - 1]!;
  return (
    <li>
      <div>
        <strong>{long}</strong>
        {rules.length === 0 && <p class="below">{t('availability.closed')}</p>}
        {rules.map((rule) => (
          <p class="row" key={rule.id}>
            <span>{hours(rule)}</span>
            <Opens
              label={t('availability.change')}
              of={`${long} ${hours(rule)}`}
              title={t('availability.change_of', { day: long })}
            >
              {(close) => <ChangeHours rule={rule} done={async () => (close(), changed())} />}
            </Opens>
            <DeedButton
              label={t('app.remove')}
              of={`${long} ${hours(rule)}`}
              run={async () => {
                await answerOf(api.DELETE(PATH, { params: { path: { id: rule.id } } }));
                await changed();
              }}
            />
          </p>
        ))}
      </div>
    </li>
  );
}

function ChangeHours({ rule, done }: { rule: Rule; done(): Promise<void> }) {
  const { t } = usePage();
  const clock = (text: string) => (text.startsWith('24:') ? '00:00' : text.slice(0, 5));
  const form = useForm({ start_time: clock(rule.start_time), end_time: clock(rule.end_time) });
  const save = async () => {
    const { start_time = '', end_time = '' } = form.values;
    const body = { start_time, end_time };
    await answerOf(api.PUT(PATH, { params: { path: { id: rule.id } }, body }));
    await done();
  };
  return (
    <AppForm form={form} labels={labelsOf(t)} submit={t('app.save')} onSubmit={save}>
      <FromTo form={form} />
    </AppForm>
  );
}

const labelsOf = (t: ReturnType<typeof usePage>['t']) => ({
  start_time: t('availability.from'),
  end_time: t('availability.to'),
});

export function FromTo({ form }: { form: ReturnType<typeof useForm> }) {
  const { t } = usePage();
  return (
    <div class="columns">
      <Input form={form} type="time" name="start_time" label={t('availability.from')} />
      <Input
        form={form}
        type="time"
        name="end_time"
        label={t('availability.to')}
        hint={t('availability.to_hint')}
      />
    </div>
  );
}

/** The same hours for several days at once. */
function AddHours({ changed }: { changed(): Promise<void> }) {
  const { t, language } = usePage();
  const names = weekdayNames(language);
  const chosen = DAYS.map((day): [string, string] => [`day-${day}`, day <= WORKING ? 'true' : '']);
  const form = useForm({ start_time: '09:00', end_time: '17:00', ...Object.fromEntries(chosen) });
  const add = async () => {
    const { start_time = '', end_time = '' } = form.values;
    try {
      for (const day of DAYS.filter((each) => form.values[`day-${each}`] === 'true'))
        await answerOf(
          api.POST('/api/v1/user-availability', { body: { day_of_week: day, start_time, end_time } }),
        );
    } finally {
      await changed();
    }
  };
  return (
    <details>
      <summary>{t('availability.add')}</summary>
      <AppForm form={form} labels={labelsOf(t)} submit={t('availability.add_submit')} onSubmit={add}>
        <fieldset class="row">
          <legend class="unseen">{t('availability.on_days')}</legend>
          {DAYS.map((day) => (
            <label class="check row" key={day}>
              <input type="checkbox" name={`day-${day}`} checked={form.values[`day-${day}`] === 'true'} />
              <span>{names[day - 1]!.long}</span>
            </label>
          ))}
        </fieldset>
        <FromTo form={form} />
      </AppForm>
    </details>
  );
}
