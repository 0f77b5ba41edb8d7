import { answerOf, api } from '../../../browser/api.js';
import { formatDate, formatMoment, formatTime, instantOf, localMinute } from '../../../lib/time.js';
import { Notice } from '../../../parts/notice.js';
import type { Explanation } from '../../../pages/booking/booking-body.js';
import type { Wire } from '../../../pages/wire.js';
import { Answered, useAnswer, type Answer } from '../../app/answer.js';
import { Choice, Input, useForm } from '../../app/form.js';
import { usePage } from '../../app/page.js';

type Slots = Wire<'SlotsResponse'>;

const MOST = 100;
const HOUR_MS = 3_600_000;

interface WhyNotProps {
  account: Wire<'AccountResponse'>;
  /** Grows with everything that changes the slots. */
  changes: number;
}

/** What the API answers of a day, and why it does not offer a time. */
export function WhyNot({ account, changes }: WhyNotProps) {
  const { t } = usePage();
  const types = useAnswer(() =>
    answerOf(
      api.GET('/api/v1/events/event-types', { params: { query: { is_active: true, page_size: MOST } } }),
    ),
  );
  return (
    <aside class="card preview" aria-labelledby="why">
      <h2 id="why">{t('availability.why')}</h2>
      <Answered by={types}>
        {({ results }) =>
          results.length === 0 ? (
            <p class="below">{t('availability.why_none')}</p>
          ) : (
            <Asked types={results} account={account} changes={changes} />
          )
        }
      </Answered>
    </aside>
  );
}

interface AskedProps extends WhyNotProps {
  types: readonly Pick<Wire<'EventTypeResponse'>, 'slug' | 'name'>[];
}

function Asked({ types, account, changes }: AskedProps) {
  const { t, now } = usePage();
  const zone = account.timezone;
  const soon = new Date(Math.ceil(Date.parse(now) / HOUR_MS) * HOUR_MS + 24 * HOUR_MS).toISOString();
  const first = localMinute(soon, zone);
  const form = useForm({ type: types[0]!.slug, at: first });
  const { type = '' } = form.values;
  const at = form.values['at'] || first;
  const day = at.slice(0, 10);
  const slots = useAnswer(
    () =>
      answerOf(
        api.GET('/api/v1/events/slots/{organizer_slug}/{event_type_slug}', {
          params: {
            path: { organizer_slug: account.slug, event_type_slug: type },
            query: { start_date: day, end_date: day, timezone: zone, explain: instantOf(at, zone) },
          },
        }),
      ),
    `${type} ${at} ${zone} ${changes}`,
  );
  return (
    <div class="stack" onInput={form.onInput}>
      <Choice
        form={form}
        name="type"
        label={t('organize.types')}
        options={types.map(({ slug, name }) => [slug, name])}
      />
      <Input form={form} type="datetime-local" name="at" label={t('availability.why_at')} />
      <Said by={slots} zone={zone} day={day} />
    </div>
  );
}

function Said({ by, zone, day }: { by: Answer<Slots>; zone: string; day: string }) {
  const { t, language } = usePage();
  return (
    <Answered by={by}>
      {({ slots, explain }) => (
        <div aria-live="polite">
          {explain && <Reason of={explain} zone={zone} />}
          <h3>{formatDate(day, language)}</h3>
          <p class="below">{t('booking.free_times', { n: slots.length })}</p>
          <ul class="starts">
            {slots.map(({ start_time: at }) => (
              <li key={at}>{formatTime(at, zone, language)}</li>
            ))}
          </ul>
        </div>
      )}
    </Answered>
  );
}

function Reason({ of, zone }: { of: Explanation; zone: string }) {
  const { t, knows, language } = usePage();
  const { offered, reason, message, rule, next_free: next } = of;
  if (offered) return <Notice kind="ok" title={t('availability.offered')} />;
  const key = `availability.reason.${reason ?? ''}`;
  const because = `availability.rule.${rule?.type ?? ''}`;
  const [from, to] = [rule?.start_time, rule?.end_time];
  return (
    <Notice kind="warn" title={knows(key) ? t(key) : message}>
      {knows(because) && (
        <p>
          {t(because)}
          {from && ` ${formatMoment(from, zone, language)}`}
          {from && to && ` – ${formatTime(to, zone, language)}`}
        </p>
      )}
      {next.length > 0 && (
        <p>
          {t('availability.next_free')}{' '}
          {next.map(({ start_time: at }) => formatMoment(at, zone, language)).join('; ')}
        </p>
      )}
    </Notice>
  );
}
