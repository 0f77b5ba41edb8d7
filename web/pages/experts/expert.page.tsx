import { addDays, formatDate, formatDuration, formatTime, localDate, zoneLabel } from '../../lib/time.js';
import { ChosenTime } from '../../parts/chosen-time.js';
import { Field, Select, TextArea } from '../../parts/field.js';
import { Notice } from '../../parts/notice.js';
import { Section } from '../accounts/settings.js';
import { ErrorSummary, faultOf, PageForm } from '../frame/forms.js';
import { definePage, type PageProps } from '../page.js';
import type { Wire } from '../wire.js';
import { Head, Skills, Stars, type Expert } from './expert-parts.js';

interface ExpertProfile {
  me: number;
  expert: Expert;
  reviews: readonly Partial<Wire<'ReviewOfMeetingResponse'>>[];
  slots: readonly Wire<'FreeSlotResponse'>[];
  timezone: string;
  duration: number;
  /** The first of the seven days; null for today. */
  date: string | null;
  start_time: string | null;
}

type Props = PageProps<ExpertProfile>;

const LENGTHS = [15, 30, 45, 60, 90, 120, 180, 240];
const WEEK = 7;

export const ExpertPage = definePage<ExpertProfile>({
  title: ({ body }) => body.expert.full_name,
  View: Profile,
  isPrivate: true,
  width: 'wide',
  island: { name: 'together', messages: ['credits.balance', 'together.'] },
});

function Profile(props: Props) {
  const { body, page } = props;
  const { t } = page;
  return (
    <>
      <Head expert={body.expert} page={page} />
      <Skills expert={body.expert} page={page} />
      <div class="pair">
        <div>
          {body.me !== body.expert.id && <FreeTimes {...props} />}
          <Reviews {...props} />
        </div>
        {body.me === body.expert.id ? (
          <Notice kind="info" title={t('experts.yourself')} />
        ) : (
          <div>
            <Ask {...props} />
            <p class="below">
              <a href={`/messages/${body.expert.id}`}>{t('experts.write', { name: body.expert.full_name })}</a>
            </p>
          </div>
        )}
      </div>
    </>
  );
}

function FreeTimes({ body, page }: Props) {
  const { t, language, now } = page;
  const { slots, timezone, duration } = body;
  const today = localDate(now, timezone);
  const first = body.date ?? today;
  const days = [...new Set(slots.map(({ start_time: at }) => localDate(at, timezone)))];
  const to = (changes: Record<string, string>) =>
    `?${new URLSearchParams({ date: first, duration: String(duration), timezone, ...changes }).toString()}`;
  return (
    <Section id="free" title={t('experts.free')} lead={t('experts.zone', { zone: zoneLabel(timezone, now) })}>
      <p data-device-zone={timezone} hidden>
        <a href={to({})}>{t('together.device_zone')}</a>
      </p>
      <nav class="row" aria-label={t('experts.free')}>
        {first > today && (
          <a href={to({ date: addDays(first, -WEEK) < today ? today : addDays(first, -WEEK) })} rel="prev">
            {t('experts.week_before')}
          </a>
        )}
        <a href={to({ date: addDays(first, WEEK) })} rel="next">
          {t('experts.week_after')}
        </a>
      </nav>
      {days.length === 0 && <p class="lead">{t('experts.none_free')}</p>}
      {days.map((day) => (
        <div class="times-of-day" key={day}>
          <h3>{formatDate(day, language)}</h3>
          <ul>
            {slots
              .filter(({ start_time: at }) => localDate(at, timezone) === day)
              .map(({ start_time: at }) => (
                <li key={at}>
                  <a
                    class="time"
                    href={`${to({ start_time: at })}#ask`}
                    aria-current={body.start_time === at ? 'true' : undefined}
                  >
                    {formatTime(at, timezone, language)}
                  </a>
                </li>
              ))}
          </ul>
        </div>
      ))}
    </Section>
  );
}

function Ask({ body, page }: Props) {
  const { t, typed, language, query } = page;
  const { expert, timezone } = body;
  const isRefused = faultOf(page, 'local_start') !== undefined;
  const starts = isRefused ? null : (typed['start_time'] ?? body.start_time);
  const duration = Number(typed['duration'] ?? body.duration);
  const lengths = LENGTHS.includes(duration) ? LENGTHS : [duration, ...LENGTHS];
  const categories = new Map(
    expert.skills.map(({ category, category_name: name }) => [String(category), name]),
  );
  const labels = {
    ...{ local_start: t('experts.start'), duration: t('experts.duration'), title: t('experts.about') },
    ...{ category_id: t('experts.category'), description: t('experts.details') },
    credits: t('experts.credits'),
  };
  const value = (name: string) => typed[name] ?? '';
  const ends = starts && new Date(Date.parse(starts) + duration * 60_000).toISOString();
  return (
    <Section id="ask" title={t('experts.ask')} lead={t('experts.ask_lead', { name: expert.full_name })}>
      <PageForm page={page} action={page.path}>
        <ErrorSummary page={page} labels={labels} />
        {starts && ends ? (
          <ChosenTime {...{ starts, ends, language, t }} zone={timezone} host={expert}>
            <a href={`?${new URLSearchParams({ ...withoutStart(query), timezone }).toString()}#free`}>
              {t('experts.other_time')}
            </a>
          </ChosenTime>
        ) : (
          <Field
            name="local_start"
            type="datetime-local"
            label={labels.local_start}
            hint={t('experts.start_hint', { zone: zoneLabel(timezone, page.now) })}
            value={value('local_start')}
            fault={faultOf(page, 'local_start')}
            required
          />
        )}
        {starts && <input type="hidden" name="start_time" value={starts} />}
        <input type="hidden" name="timezone" value={timezone} />
        <Select
          name="duration"
          label={labels.duration}
          value={String(duration)}
          options={lengths.map((minutes) => [String(minutes), formatDuration(minutes, language)])}
          fault={faultOf(page, 'duration')}
        />
        <Field
          name="title"
          label={labels.title}
          value={value('title')}
          fault={faultOf(page, 'title')}
          autocomplete="off"
          required
        />
        <Select
          name="category_id"
          label={labels.category_id}
          value={value('category_id')}
          options={[...categories]}
          fault={faultOf(page, 'category_id')}
        />
        <TextArea
          name="description"
          label={labels.description}
          value={value('description')}
          optional={t('form.optional')}
          fault={faultOf(page, 'description')}
        />
        <Field
          name="credits"
          type="number"
          min={0}
          max={1000}
          inputMode="numeric"
          label={labels.credits}
          hint={t('experts.credits_hint')}
          value={typed['credits'] ?? '1'}
          fault={faultOf(page, 'credits')}
        />
        <p class="hint" data-balance />
        <p>
          <button class="button wide">{t('experts.submit')}</button>
        </p>
      </PageForm>
    </Section>
  );
}

function withoutStart({ start_time: _, ...query }: Readonly<Record<string, string>>) {
  return query;
}

function Reviews({ body, page }: Props) {
  const { t, language } = page;
  const reviews = body.reviews.filter(({ review_text: text }) => text !== undefined);
  if (reviews.length === 0) return null;
  return (
    <Section id="reviews" title={t('experts.reviews')}>
      <ul class="rows">
        {reviews.map(({ id, rating = 0, review_text: text, reviewer_name: name, created_at: at }) => (
          <li key={id}>
            <div>
              <p>
                <Stars rating={rating} />{' '}
                <span class="below">
                  {t('experts.of_five', { rating })} · {name}
                  {at && `, ${formatDate(localDate(at, body.timezone), language, true)}`}
                </span>
              </p>
              {text && <p class="what">{text}</p>}
            </div>
          </li>
        ))}
      </ul>
    </Section>
  );
}
