import { answerOf, api } from '../../../browser/api.js';
import type { MessageKey } from '../../../messages/en.js';
import { AppForm, Area, Choice, Input, Tick, useForm, type Form } from '../../app/form.js';
import { usePage, zoneOf } from '../../app/page.js';
import { Terms } from '../terms.js';
import { bodyOf, valuesOf, type HeldEvent } from './event-body.js';

const FIELDS = [
  ...(['title', 'description', 'category', 'location', 'is_online', 'online_url', 'start_date'] as const),
  ...(['end_date', 'timezone', 'registration_deadline', 'max_attendees', 'price', 'currency'] as const),
  ...(['tax_rate', 'refund_policy', 'tags'] as const),
];
const CATEGORIES = ['workshop', 'webinar', 'conference', 'masterclass', 'meetup', 'training'] as const;
const ENDED = ['completed', 'cancelled'];

type Labels = Readonly<Record<(typeof FIELDS)[number], string>>;

interface PartProps {
  form: Form;
  labels: Labels;
}

export function NewEvent() {
  const page = usePage();
  const { t } = page;
  return (
    <>
      <p class="crumb">
        <a href="/organize/events">{t('organize.events')}</a>
      </p>
      <h1>{t('desk.new')}</h1>
      <p class="lead">{t('desk.new_lead')}</p>
      <EventForm event={null} zone={zoneOf(page)} />
    </>
  );
}

/** Every field of the contract; an event that is over stays as it was. */
export function EventForm({ event, zone }: { event: HeldEvent | null; zone: string }) {
  const { t } = usePage();
  const form = useForm(valuesOf(event, zone));
  if (event && ENDED.includes(event.status)) return null;
  const labels = Object.fromEntries(
    FIELDS.map((name) => [name, t(`desk.field.${name}` as MessageKey)]),
  ) as Labels;
  const save = async () => {
    const body = bodyOf(form.values);
    const saved = await answerOf(
      event
        ? api.PATCH('/api/v1/events/{id}', { params: { path: { id: event.id } }, body })
        : api.POST('/api/v1/events', { body }),
    );
    location.assign(`/organize/events/${saved.id}?done=saved`);
  };
  return (
    <AppForm form={form} labels={labels} submit={t('app.save')} onSubmit={save}>
      <What form={form} labels={labels} />
      <When form={form} labels={labels} />
      <Terms
        form={form}
        labels={labels}
        words="desk"
        beside={
          <Input
            form={form}
            name="tax_rate"
            inputMode="decimal"
            label={labels.tax_rate}
            hint={t('desk.hint.tax_rate')}
          />
        }
      />
    </AppForm>
  );
}

function What({ form, labels }: PartProps) {
  const { t } = usePage();
  const categories = CATEGORIES.map((one) => [one, t(`events.category.${one}`)] as const);
  return (
    <section class="card stack" aria-labelledby="what">
      <h2 id="what">{t('desk.what')}</h2>
      <Input form={form} name="title" label={labels.title} required />
      <Area form={form} name="description" label={labels.description} optional={t('form.optional')} />
      <div class="columns">
        <Choice
          form={form}
          name="category"
          label={labels.category}
          options={[['', t('desk.no_category')], ...categories]}
        />
        <Input
          form={form}
          name="tags"
          label={labels.tags}
          hint={t('desk.hint.tags')}
          optional={t('form.optional')}
        />
      </div>
      <Input form={form} name="location" label={labels.location} optional={t('form.optional')} />
      <Tick form={form} name="is_online" label={labels.is_online} />
      {form.values['is_online'] === 'true' && (
        <Input
          form={form}
          name="online_url"
          type="url"
          label={labels.online_url}
          hint={t('desk.hint.online_url')}
        />
      )}
    </section>
  );
}

function When({ form, labels }: PartProps) {
  const { t } = usePage();
  const zone = form.values['timezone'] ?? 'UTC';
  const zones = Intl.supportedValuesOf('timeZone');
  const options = (zones.includes(zone) ? zones : [zone, ...zones]).map(
    (one) => [one, one.replaceAll('_', ' ')] as const,
  );
  const moment = { form, type: 'datetime-local' } as const;
  return (
    <section class="card stack" aria-labelledby="when">
      <h2 id="when">{t('desk.when')}</h2>
      <p class="below">{t('desk.by_zone')}</p>
      <div class="columns">
        <Input {...moment} name="start_date" label={labels.start_date} required />
        <Input {...moment} name="end_date" label={labels.end_date} required />
      </div>
      <div class="columns">
        <Choice form={form} name="timezone" label={labels.timezone} options={options} />
        <Input
          {...moment}
          name="registration_deadline"
          label={labels.registration_deadline}
          hint={t('desk.hint.deadline')}
          optional={t('form.optional')}
        />
      </div>
    </section>
  );
}
