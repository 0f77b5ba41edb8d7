import { Avatar } from '../../parts/avatar.js';
import { Icon } from '../../parts/icon.js';
import { Notice } from '../../parts/notice.js';
import { Tag } from '../../parts/tag.js';
import { ErrorSummary } from '../frame/forms.js';
import { EventHead } from './event-head.js';
import { Invitations } from './invitations.js';
import { isComing, isOver, type GatheringProps } from './plan.js';
import { Announce, PlanForm } from './plan-forms.js';
import { Tasks } from './tasks.js';
import { Votes } from './votes.js';

/** What people plan together: who comes, who does what, what is decided. */
export function Gathering(props: GatheringProps) {
  const { body, page } = props;
  const { t, query, knows, failure, typed } = page;
  const done = `gathering.done.${query['done'] ?? ''}`;
  const isOfForm = ['add_task', 'add_vote', 'announce', 'invite'].includes(typed['action'] ?? '');
  return (
    <article class="pair gathering" data-gathering={body.event.id}>
      <div>
        <EventHead event={body.event} page={page} />
        {failure && !isOfForm && <ErrorSummary page={page} labels={{ options: t('gathering.options') }} />}
        {knows(done) && <Notice kind="ok" title={t(done)} />}
        {body.me !== null && <Votes {...props} />}
        {body.me !== null && <Tasks {...props} />}
        {body.isOrganizer && <Invitations {...props} />}
        {body.isOrganizer && <Announce {...props} />}
      </div>
      <People {...props} />
      <p class="unseen" role="status" data-live-said />
    </article>
  );
}

function People({ body, page }: GatheringProps) {
  const { t } = page;
  const { event, me, isOrganizer } = body;
  const coming = isComing(body);
  const left = event.available_spots;
  return (
    <section class="card" aria-labelledby="people">
      <h2 id="people">{t('gathering.people', { n: event.attendees_count })}</h2>
      <div data-live="people" class="stack">
        {event.status === 'cancelled' && <Notice kind="bad" title={t('gathering.cancelled')} />}
        {event.status === 'completed' && <Notice kind="info" title={t('gathering.over')} />}
        {left !== null && !isOver(body) && (
          <p class="below">{left === 0 ? t('events.full') : t('gathering.left', { n: left })}</p>
        )}
        {me === null && (
          <p>
            <a class="button wide" href={`/login?next=${encodeURIComponent(`/events/${event.id}`)}`}>
              {t('gathering.sign_in')}
            </a>
          </p>
        )}
        {me !== null && !coming && left !== 0 && !isOver(body) && (
          <PlanForm {...{ body, page }} action="join">
            <button class="button wide">{t('gathering.join')}</button>
          </PlanForm>
        )}
        <ul class="members">
          {event.participants.map(({ id, first_name: first, last_name: last, username }) => {
            const name = `${first} ${last}`.trim() || username;
            return (
              <li class="row" key={id}>
                <Avatar name={name} />
                <span>{id === me ? name : <a href={`/messages/${id}`}>{name}</a>}</span>
                {id === event.organizer && <Tag>{t('gathering.host')}</Tag>}
                {id === me && <Tag kind="ok">{t('gathering.you')}</Tag>}
              </li>
            );
          })}
        </ul>
      </div>
      <p>
        <a class="button quiet wide" href={`/api/v1/events/${event.id}/calendar.ics`}>
          <Icon name="calendar" /> {t('manage.calendar')}
        </a>
      </p>
      {coming && !isOrganizer && !isOver(body) && (
        <PlanForm {...{ body, page }} action="leave">
          <button class="button quiet wide">{t('gathering.leave')}</button>
        </PlanForm>
      )}
    </section>
  );
}
