import { answerOf, api } from '../../../browser/api.js';
import { formatMoment, formatTime, localMinute } from '../../../lib/time.js';
import type { Wire } from '../../../pages/wire.js';
import { AskFirst, Opens } from '../../app/deeds.js';
import { AppForm, Area, Input, useForm } from '../../app/form.js';
import { usePage } from '../../app/page.js';
import { momentOf, type HeldEvent } from './event-body.js';

type Session = Wire<'SessionResponse'>;

interface AgendaProps {
  event: HeldEvent;
  again(): Promise<void>;
}

const PATH = '/api/v1/sessions/{id}';

export function Agenda({ event, again }: AgendaProps) {
  const { t, language } = usePage();
  const { sessions, timezone, status } = event;
  const canChange = status !== 'cancelled' && status !== 'completed';
  return (
    <section class="card stack" aria-labelledby="agenda">
      <h2 id="agenda">{t('desk.agenda')}</h2>
      {sessions.length === 0 && <p class="below">{t('desk.agenda_none')}</p>}
      <ul class="rows">
        {sessions.map((session) => (
          <li key={session.id}>
            <div>
              <strong>{session.title}</strong>
              <p class="below">
                {formatMoment(session.start_time, timezone, language)} –{' '}
                {formatTime(session.end_time, timezone, language)}
              </p>
              <p class="below">{[session.speaker_name, session.room_or_link].filter(Boolean).join(' · ')}</p>
            </div>
            {canChange && (
              <div class="deeds">
                <Opens label={t('desk.edit')} of={session.title} title={session.title}>
                  {(close) => <SessionForm event={event} session={session} done={() => again().then(close)} />}
                </Opens>
                <AskFirst
                  label={t('app.delete')}
                  of={session.title}
                  title={session.title}
                  run={async () => {
                    await answerOf(api.DELETE(PATH, { params: { path: { id: session.id } } }));
                    await again();
                  }}
                >
                  <p>{t('desk.session_delete')}</p>
                </AskFirst>
              </div>
            )}
          </li>
        ))}
      </ul>
      {canChange && (
        <p>
          <Opens label={t('desk.session_new')} title={t('desk.session_new')}>
            {(close) => <SessionForm event={event} session={null} done={() => again().then(close)} />}
          </Opens>
        </p>
      )}
    </section>
  );
}

interface SessionFormProps {
  event: HeldEvent;
  session: Session | null;
  done(): Promise<void>;
}

function SessionForm({ event, session, done }: SessionFormProps) {
  const { t } = usePage();
  const zone = event.timezone;
  const begin = session?.start_time ?? event.sessions.at(-1)?.end_time ?? event.start_date;
  const form = useForm({
    ...{ title: session?.title ?? '', description: session?.description ?? '' },
    ...{ speaker_name: session?.speaker_name ?? '', room_or_link: session?.room_or_link ?? '' },
    start_time: localMinute(begin, zone),
    end_time: session ? localMinute(session.end_time, zone) : '',
  });
  const labels = {
    ...{
      title: t('desk.field.title'),
      start_time: t('desk.field.start_date'),
      end_time: t('desk.field.end_date'),
    },
    ...{ speaker_name: t('desk.field.speaker'), room_or_link: t('desk.field.room') },
    description: t('desk.field.description'),
  };
  const save = async () => {
    const of = (name: string) => form.values[name]?.trim() ?? '';
    const texts = { title: of('title'), description: of('description'), room_or_link: of('room_or_link') };
    const times = { start_time: momentOf(of('start_time'), zone), end_time: momentOf(of('end_time'), zone) };
    const hasAccount = session !== null && session.speaker !== null;
    const speaker = hasAccount ? {} : { speaker_name: of('speaker_name') };
    const body = { ...texts, ...times, ...speaker };
    const request = { event: event.id, speaker: null, speaker_name: '', ...body };
    await answerOf(
      session
        ? api.PUT(PATH, { params: { path: { id: session.id } }, body: body as typeof request })
        : api.POST('/api/v1/sessions', { body: request }),
    );
    await done();
  };
  return (
    <AppForm form={form} labels={labels} submit={t('app.save')} onSubmit={save} id="session">
      <Input form={form} name="title" label={labels.title} required />
      <div class="columns">
        <Input form={form} name="start_time" type="datetime-local" label={labels.start_time} required />
        <Input form={form} name="end_time" type="datetime-local" label={labels.end_time} required />
        <Input form={form} name="speaker_name" label={labels.speaker_name} optional={t('form.optional')} />
        <Input form={form} name="room_or_link" label={labels.room_or_link} optional={t('form.optional')} />
      </div>
      <Area form={form} name="description" label={labels.description} optional={t('form.optional')} />
    </AppForm>
  );
}
