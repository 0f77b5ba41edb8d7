import { answerOf, api } from '../../../browser/api.js';
import { formatMoment } from '../../../lib/time.js';
import { Icon } from '../../../parts/icon.js';
import type { Wire } from '../../../pages/wire.js';
import { AskFirst, Done } from '../../app/deeds.js';
import { AppForm, Area, Choice, Input, useForm } from '../../app/form.js';
import { usePage, zoneOf } from '../../app/page.js';
import { Status } from '../bookings/hosted.js';

type Contact = Wire<'ContactDetailsResponse'>;

const ROOM = '/organize/contacts';
const ZONES = Intl.supportedValuesOf('timeZone');
const PATH = '/api/v1/contacts/{id}';

/** What is known of somebody, and what was booked from their address. */
export function ContactEditor({ contact }: { contact: Contact | null }) {
  const { t } = usePage();
  const labels = {
    ...{ name: t('contacts.name'), email: t('contacts.email'), phone: t('contacts.phone') },
    ...{ company: t('contacts.company'), notes: t('contacts.notes'), tags: t('contacts.tags') },
    timezone: t('contacts.timezone'),
  };
  const { name = '', email = '', phone = '', company = '', notes = '', tags = [] } = contact ?? {};
  const zone = contact?.timezone ?? '';
  const form = useForm({ name, email, phone, company, notes, tags: tags.join(', '), timezone: zone });
  const save = async () => {
    const { tags: typed = '', timezone = '', ...texts } = form.values;
    const list = typed.split(',').map((tag) => tag.trim());
    const body = { ...texts, tags: list.filter(Boolean), timezone: timezone || null };
    const saved = contact
      ? await answerOf(api.PUT(PATH, { params: { path: { id: contact.id } }, body }))
      : await answerOf(api.POST('/api/v1/contacts', { body: body as Wire<'ContactRequest'> }));
    location.assign(`${ROOM}/${saved.id}?done=saved`);
  };
  const remove = async () => {
    await answerOf(api.DELETE(PATH, { params: { path: { id: contact!.id } } }));
    location.assign(`${ROOM}?done=deleted`);
  };
  const zones = ['', ...ZONES].map((one) => [one, one.replaceAll('_', ' ')] as const);
  return (
    <>
      <p class="crumb">
        <a href={ROOM}>{t('organize.contacts')}</a>
      </p>
      <h1>{contact ? contact.name || contact.email : t('contacts.new')}</h1>
      <Done prefix="contacts.done." />
      <section class="card">
        <AppForm
          form={form}
          labels={labels}
          submit={t('app.save')}
          onSubmit={save}
          besides={
            contact && (
              <AskFirst
                label={t('app.delete')}
                title={t('contacts.delete_title', { name: contact.name || contact.email })}
                run={remove}
              >
                <p>{t('contacts.delete_effect')}</p>
              </AskFirst>
            )
          }
        >
          <div class="columns">
            <Input form={form} name="name" label={labels.name} />
            <Input form={form} name="email" type="email" label={labels.email} required />
          </div>
          <div class="columns">
            <Input form={form} name="phone" type="tel" label={labels.phone} />
            <Input form={form} name="company" label={labels.company} />
          </div>
          <div class="columns">
            <Input form={form} name="tags" label={labels.tags} hint={t('contacts.tags_hint')} />
            <Choice form={form} name="timezone" label={labels.timezone} options={zones} />
          </div>
          <Area form={form} name="notes" label={labels.notes} />
        </AppForm>
      </section>
      {contact && <History contact={contact} />}
    </>
  );
}

function History({ contact: { bookings } }: { contact: Contact }) {
  const page = usePage();
  const { t, language } = page;
  return (
    <section class="card" aria-labelledby="history">
      <h2 id="history">{t('contacts.history')}</h2>
      {bookings.length === 0 && <p class="lead">{t('contacts.no_history')}</p>}
      <ul class="rows">
        {bookings.map((booking) => (
          <li key={booking.id}>
            <Icon name="calendar" />
            <div>
              <a href={`/organize/bookings/${booking.id}`}>{booking.event_type.name}</a>
              <p class="below">{formatMoment(booking.start_time, zoneOf(page), language)}</p>
            </div>
            <Status status={booking.status} />
          </li>
        ))}
      </ul>
    </section>
  );
}
