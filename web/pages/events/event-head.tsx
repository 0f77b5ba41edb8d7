import { formatDate, formatMoment, formatTime, localDate, zoneLabel } from '../../lib/time.js';
import type { MessageKey } from '../../messages/en.js';
import { Avatar } from '../../parts/avatar.js';
import { Icon } from '../../parts/icon.js';
import type { PageContext } from '../page.js';
import type { EventDetails } from './event-body.js';

interface HeadProps {
  event: EventDetails;
  page: PageContext;
}

/** What it is, when by its own clock and the reader's, where, and who makes it. */
export function EventHead({ event, page }: HeadProps) {
  const { t, knows } = page;
  const { status } = event;
  const state = status === 'cancelled' ? 'bad' : status === 'completed' && 'info';
  const category = `events.category.${event.category}`;
  const tags = event.tags.split(',').flatMap((tag) => tag.trim() || []);
  return (
    <>
      {(state || knows(category) || tags.length > 0) && (
        <p class="tags">
          {state && <span class={`tag ${state}`}>{t(`manage.status.${status}` as MessageKey)}</span>}
          {knows(category) && <span class="tag pine">{t(category)}</span>}
          {tags.map((tag) => (
            <span class="tag plain" key={tag}>
              {tag}
            </span>
          ))}
        </p>
      )}
      <h1>{event.title}</h1>
      {event.description !== '' && <p class="lead">{event.description}</p>}
      <dl class="at-a-glance">
        <div>
          <Icon name="calendar" />
          <dt class="unseen">{t('events.when')}</dt>
          <dd>
            <When event={event} page={page} />
          </dd>
        </div>
        {(event.is_online || event.location !== '') && (
          <div>
            <Icon name={event.is_online ? 'video' : 'place'} />
            <dt class="unseen">{t('events.where')}</dt>
            <dd>
              <strong>{event.is_online ? t('events.online') : event.location}</strong>
              {event.is_online && <small>{event.location || t('event.online')}</small>}
            </dd>
          </div>
        )}
        <div>
          <Avatar name={event.organizer_name} />
          <dt class="unseen">{t('event.who')}</dt>
          <dd>
            <strong>{event.organizer_name}</strong>
            <small>{t('event.by')}</small>
          </dd>
        </div>
      </dl>
    </>
  );
}

function When({ event, page }: HeadProps) {
  const { t, language, zone } = page;
  const { start_date: starts, end_date: ends, timezone } = event;
  const [first, last] = [localDate(starts, timezone), localDate(ends, timezone)];
  const isElsewhere =
    zone !== null && formatMoment(starts, zone, language) !== formatMoment(starts, timezone, language);
  return (
    <>
      <strong>
        {formatDate(first, language)}, {formatTime(starts, timezone, language)} –{' '}
        {first !== last && `${formatDate(last, language)}, `}
        {formatTime(ends, timezone, language)}
      </strong>
      <small>{zoneLabel(timezone, starts)}</small>
      {isElsewhere ? (
        <small>
          {t('event.for_you', {
            time: formatMoment(starts, zone, language),
            zone: zoneLabel(zone, starts),
          })}
        </small>
      ) : (
        zone === null && <small data-for-you={starts} data-zone={timezone} hidden />
      )}
    </>
  );
}
