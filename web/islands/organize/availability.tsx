import { useState } from 'preact/hooks';
import { answerOf, api } from '../../browser/api.js';
import type { Wire } from '../../pages/wire.js';
import { Answered, useAnswer } from '../app/answer.js';
import { AppForm, Choice, useForm } from '../app/form.js';
import { usePage } from '../app/page.js';
import { BlockedTimes } from './availability/blocked-times.js';
import { Overrides } from './availability/overrides.js';
import { WeeklyHours } from './availability/weekly-hours.js';
import { WhyNot } from './availability/why-not.js';

const ZONES = Intl.supportedValuesOf('timeZone');

/** When somebody can be met, and what becomes of it in the slots. */
export default function Availability() {
  const { t } = usePage();
  const me = useAnswer(() => answerOf(api.GET('/api/v1/users/me')));
  const [changes, setChanges] = useState(0);
  const onChange = () => setChanges((n) => n + 1);
  return (
    <Answered by={me} title={t('organize.availability')}>
      {(account) => (
        <>
          <h1>{t('organize.availability')}</h1>
          <p class="lead">{t('availability.lead')}</p>
          <div class="beside">
            <div>
              <WeeklyHours onChange={onChange} />
              <Zone account={account} onChange={(changed) => (me.put(changed), onChange())} />
              <Overrides onChange={onChange} />
              <BlockedTimes zone={account.timezone} onChange={onChange} key={account.timezone} />
            </div>
            <WhyNot account={account} changes={changes} />
          </div>
        </>
      )}
    </Answered>
  );
}

interface ZoneProps {
  account: Wire<'AccountResponse'>;
  onChange(account: Wire<'AccountResponse'>): void;
}

function Zone({ account: { timezone }, onChange }: ZoneProps) {
  const { t } = usePage();
  const form = useForm({ timezone });
  const zones = ZONES.includes(timezone) ? ZONES : [timezone, ...ZONES];
  const label = t('availability.zone');
  const save = async () => {
    const body = { timezone: form.values['timezone']! };
    onChange(await answerOf(api.PATCH('/api/v1/users/me', { body })));
  };
  return (
    <section class="card" aria-labelledby="zone">
      <h2 id="zone">{label}</h2>
      <p class="lead">{t('availability.zone_lead')}</p>
      <AppForm form={form} labels={{ timezone: label }} submit={t('app.save')} onSubmit={save}>
        <Choice
          form={form}
          name="timezone"
          label={label}
          options={zones.map((zone) => [zone, zone.replaceAll('_', ' ')])}
        />
      </AppForm>
    </section>
  );
}
