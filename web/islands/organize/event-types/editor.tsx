import { answerOf, api } from '../../../browser/api.js';
import type { MessageKey } from '../../../messages/en.js';
import type { Wire } from '../../../pages/wire.js';
import { Answered, useAnswer } from '../../app/answer.js';
import { Done } from '../../app/deeds.js';
import { AppForm, Area, Choice, Input, Tick, useForm, type Form } from '../../app/form.js';
import { usePage } from '../../app/page.js';
import { Terms } from '../terms.js';
import { Preview } from './preview.js';
import { Questions } from './questions.js';
import { bodyOf, valuesOf } from './type-body.js';

type EventType = Wire<'EventTypeResponse'>;

const FIELDS = [
  ...(['name', 'slug', 'description', 'duration', 'duration_options', 'slot_interval'] as const),
  ...(['buffer_before', 'buffer_after', 'minimum_notice', 'cancellation_notice'] as const),
  ...(['booking_window_type', 'booking_window_days', 'booking_window_start', 'booking_window_end'] as const),
  ...(['max_bookings_per_day', 'max_bookings_per_week', 'max_attendees', 'location_type'] as const),
  ...(['location', 'price', 'currency', 'refund_policy', 'color', 'custom_questions'] as const),
];
const DAYS_AHEAD: readonly string[] = ['days', 'business_days'];
const MOST_MINUTES = 1_440;

/** Every field of the contract; beside it, what people who book will read. */
export function TypeEditor({ type }: { type: EventType | null }) {
  const { t } = usePage();
  const form = useForm(valuesOf(type));
  const me = useAnswer(() => answerOf(api.GET('/api/v1/users/me')));
  const labels = Object.fromEntries(
    FIELDS.map((name) => [name, t(`types.field.${name}` as MessageKey)]),
  ) as Record<(typeof FIELDS)[number], string>;
  const save = async () => {
    const body = bodyOf(form.values);
    const saved = await answerOf(
      type
        ? api.PATCH('/api/v1/events/event-types/{id}', { params: { path: { id: type.id } }, body })
        : api.POST('/api/v1/events/event-types', { body }),
    );
    location.assign(`/organize/event-types/${saved.id}?done=saved`);
  };
  return (
    <>
      <p class="crumb">
        <a href="/organize/event-types">{t('organize.types')}</a>
      </p>
      <h1>{type?.name ?? t('types.new')}</h1>
      <Done prefix="types.done." />
      <div class="beside">
        <AppForm form={form} labels={labels} submit={t('app.save')} onSubmit={save}>
          <What form={form} labels={labels} />
          <When form={form} labels={labels} />
          <Terms form={form} labels={labels} words="types">
            <Input
              form={form}
              name="cancellation_notice"
              type="number"
              min={0}
              label={labels.cancellation_notice}
              hint={t('types.hint.cancellation_notice')}
            />
            <Tick form={form} name="requires_confirmation" label={t('types.field.requires_confirmation')} />
          </Terms>
          <Questions form={form} />
          <section class="card stack" aria-labelledby="shown">
            <h2 id="shown">{t('types.shown')}</h2>
            <Tick form={form} name="is_active" label={t('types.field.is_active')} />
            <Tick form={form} name="is_public" label={t('types.field.is_public')} />
            <Input form={form} name="color" type="text" label={labels.color} hint={t('types.hint.color')} />
          </section>
        </AppForm>
        <Answered by={me}>{(account) => <Preview values={form.values} host={account} />}</Answered>
      </div>
    </>
  );
}

interface PartProps {
  form: Form;
  labels: Readonly<Record<(typeof FIELDS)[number], string>>;
}

function What({ form, labels }: PartProps) {
  const { t } = usePage();
  const places = (['video', 'phone', 'in_person', 'custom'] as const).map(
    (place) => [place, t(`types.place.${place}`)] as const,
  );
  return (
    <section class="card stack" aria-labelledby="what">
      <h2 id="what">{t('types.what')}</h2>
      <div class="columns">
        <Input form={form} name="name" label={labels.name} required />
        <Input
          form={form}
          name="slug"
          label={labels.slug}
          hint={t('types.hint.slug')}
          optional={t('form.optional')}
          autocapitalize="none"
        />
      </div>
      <Area form={form} name="description" label={labels.description} optional={t('form.optional')} />
      <div class="columns">
        <Choice form={form} name="location_type" label={labels.location_type} options={places} />
        <Input
          form={form}
          name="location"
          label={labels.location}
          hint={t('types.hint.location')}
          optional={t('form.optional')}
        />
      </div>
    </section>
  );
}

function When({ form, labels }: PartProps) {
  const { t } = usePage();
  const kind = form.values['booking_window_type'] ?? '';
  const windows = (['unlimited', 'days', 'business_days', 'range'] as const).map(
    (one) => [one, t(`types.window.${one}`)] as const,
  );
  const minutes = { form, type: 'number', min: 0, inputMode: 'numeric' } as const;
  return (
    <section class="card stack" aria-labelledby="when">
      <h2 id="when">{t('types.when')}</h2>
      <p class="below">{t('types.minutes')}</p>
      <div class="columns">
        <Input {...minutes} name="duration" label={labels.duration} min={1} max={MOST_MINUTES} />
        <Input
          form={form}
          name="duration_options"
          label={labels.duration_options}
          hint={t('types.hint.duration_options')}
        />
        <Input
          {...minutes}
          name="slot_interval"
          label={labels.slot_interval}
          hint={t('types.hint.slot_interval')}
          min={1}
        />
      </div>
      <div class="columns">
        <Input {...minutes} name="buffer_before" label={labels.buffer_before} />
        <Input {...minutes} name="buffer_after" label={labels.buffer_after} />
        <Input {...minutes} name="minimum_notice" label={labels.minimum_notice} />
      </div>
      <div class="columns">
        <Choice form={form} name="booking_window_type" label={labels.booking_window_type} options={windows} />
        {DAYS_AHEAD.includes(kind) && (
          <Input {...minutes} name="booking_window_days" label={labels.booking_window_days} />
        )}
        {kind === 'range' && (
          <>
            <Input form={form} type="date" name="booking_window_start" label={labels.booking_window_start} />
            <Input form={form} type="date" name="booking_window_end" label={labels.booking_window_end} />
          </>
        )}
      </div>
      <div class="columns">
        <Input {...minutes} min={1} name="max_bookings_per_day" label={labels.max_bookings_per_day} />
        <Input {...minutes} min={1} name="max_bookings_per_week" label={labels.max_bookings_per_week} />
      </div>
    </section>
  );
}
