import { formatDate, formatTime, localDate } from '../../lib/time.js';
import type { PageContext } from '../page.js';
import type { EventDetails } from './event-body.js';

/** Its sessions by its own clock; a day is named where there are several. */
export function Programme({ event, page }: { event: EventDetails; page: PageContext }) {
  const { t, language } = page;
  const { sessions, timezone } = event;
  if (sessions.length === 0) return null;
  const dayOf = (instant: string) => localDate(instant, timezone);
  const isLong = dayOf(sessions[0]!.start_time) !== dayOf(sessions.at(-1)!.start_time);
  return (
    <section aria-labelledby="programme">
      <h2 id="programme">{t('event.programme')}</h2>
      <ol class="programme">
        {sessions.map((session) => (
          <li key={session.id}>
            <span>
              {isLong && <span class="hint">{formatDate(dayOf(session.start_time), language)} </span>}
              {formatTime(session.start_time, timezone, language)}
            </span>
            <div>
              <strong>{session.title}</strong>
              {session.speaker_name !== '' && <p class="hint">{session.speaker_name}</p>}
              {session.description !== '' && <p class="hint">{session.description}</p>}
            </div>
            {session.room_or_link !== '' && <Room name={session.room_or_link} />}
          </li>
        ))}
      </ol>
    </section>
  );
}

function Room({ name }: { name: string }) {
  if (!/^https?:\/\/\S+$/.test(name)) return <span class="tag plain">{name}</span>;
  return <a href={name}>{name.replace(/^https?:\/\//, '')}</a>;
}
