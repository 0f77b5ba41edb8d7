import type { MessageKey } from '../../messages/en.js';
import { ChosenTime } from '../../parts/chosen-time.js';
import { Select, TextArea } from '../../parts/field.js';
import { Icon } from '../../parts/icon.js';
import { Notice } from '../../parts/notice.js';
import { Tag } from '../../parts/tag.js';
import { ActionForm, isSent, Section } from '../accounts/settings.js';
import { ErrorSummary, faultOf } from '../frame/forms.js';
import { definePage, type PageProps } from '../page.js';
import type { Wire } from '../wire.js';
import { Stars } from './expert-parts.js';

interface ShownMeeting {
  me: number;
  meeting: Wire<'MeetingDetailsResponse'>;
  has_begun: boolean;
  has_ended: boolean;
  timezone: string;
  expert_timezone: string;
}

type Props = PageProps<ShownMeeting>;
type Move = 'confirmed' | 'cancelled' | 'completed';

const KINDS = {
  ...({ pending: 'warn', confirmed: 'ok', completed: 'info', no_show: 'info' } as const),
  ...({ cancelled: 'bad', expired: 'bad' } as const),
};
const RATINGS = ['5', '4', '3', '2', '1'];

export const MeetingPage = definePage<ShownMeeting>({
  title: ({ body }) => body.meeting.title,
  View: Meeting,
  isPrivate: true,
  island: { name: 'together', messages: ['meetings.held', 'together.'] },
});

/** What each side may do now; the API refuses whatever else is tried. */
function movesOf({ me, meeting, has_begun: hasBegun }: ShownMeeting): Move[] {
  const isExpert = me === meeting.expert_id;
  const [isPending, isFirm] = [meeting.status === 'pending', meeting.status === 'confirmed'];
  const moves: Record<Move, boolean> = {
    confirmed: isPending && isExpert,
    completed: isFirm && (!isExpert || hasBegun),
    cancelled: isPending || (isFirm && (isExpert || !hasBegun)),
  };
  return (Object.keys(moves) as Move[]).filter((move) => moves[move]);
}

function Meeting(props: Props) {
  const { body, page } = props;
  const { t, query, knows, language, failure } = page;
  const { me, meeting } = body;
  const isExpert = me === meeting.expert_id;
  const [otherId, other] = isExpert
    ? [meeting.requester_id, meeting.requester_name]
    : [meeting.expert_id, meeting.expert_name];
  const done = `meetings.done.${query['done'] ?? ''}`;
  const isAhead = meeting.status === 'pending' || meeting.status === 'confirmed';
  return (
    <>
      <section class="card" aria-labelledby="title">
        <p>
          <Tag kind={KINDS[meeting.status]}>{t(`manage.status.${meeting.status}`)}</Tag>
        </p>
        <h1 id="title">{meeting.title}</h1>
        <p class="lead">{t(isExpert ? 'meetings.by' : 'meetings.with', { name: other })}</p>
        {failure && !isSent(page, 'review') && <ErrorSummary page={page} labels={{}} />}
        {knows(done) && <Notice kind="ok" title={t(done)} />}
        <ChosenTime
          {...{ language, t, starts: meeting.scheduled_start, ends: meeting.scheduled_end }}
          zone={page.zone ?? body.timezone}
          host={{ full_name: meeting.expert_name, timezone: body.expert_timezone }}
        />
        <p class="below">{meeting.category_name}</p>
        {meeting.description && <p class="what">{meeting.description}</p>}
        <p class="below" data-held={isAhead ? 'ahead' : 'over'} data-meeting={meeting.id} />
        <p class="row">
          <a class="button quiet" href={`/api/v1/bookings/${meeting.id}/calendar.ics`}>
            <Icon name="calendar" /> {t('manage.calendar')}
          </a>
          <a class="button quiet" href={`/messages/${otherId}`}>
            <Icon name="mail" /> {t('meetings.write')}
          </a>
          <a class="button quiet" href={`/meetings/${meeting.id}/credits`}>
            <Icon name="card" /> {t('meetings.credits')}
          </a>
        </p>
      </section>
      <Moves {...props} />
      <Reviews {...props} />
    </>
  );
}

function Moves({ body, page }: Props) {
  const { t } = page;
  const { me, meeting } = body;
  const isExpert = me === meeting.expert_id;
  const moves = movesOf(body);
  const canMiss = body.has_ended && ['confirmed', 'completed', 'no_show'].includes(meeting.status);
  const consequence = (move: Move): MessageKey => {
    if (move === 'confirmed') return 'meetings.confirmed.means';
    if (move === 'completed') return isExpert ? 'meetings.completed.means_expert' : 'meetings.completed.means';
    return meeting.status === 'pending' && isExpert ? 'meetings.declined.means' : 'meetings.cancelled.means';
  };
  const wordsOf = (move: Move) =>
    t(
      move === 'cancelled' && meeting.status === 'pending' && isExpert
        ? 'meetings.declined'
        : `meetings.${move}`,
    );
  if (moves.length === 0 && !canMiss) return null;
  return (
    <Section id="moves" title={t('meetings.moves')}>
      {moves.map((move) => (
        <ActionForm page={page} action={move} key={move}>
          <div class="deed">
            <button class={move === 'cancelled' ? 'button bad' : 'button'}>{wordsOf(move)}</button>
            <p class="hint">{t(consequence(move))}</p>
          </div>
        </ActionForm>
      ))}
      {canMiss && (
        <details>
          <summary>{t('meetings.missed')}</summary>
          <p class="lead">{t('meetings.missed.means')}</p>
          <div class="row">
            {(meeting.status === 'no_show'
              ? (['no_show', 'no_show_back'] as const)
              : (['no_show'] as const)
            ).map((action) => (
              <form method="post" action={`/bookings/${meeting.id}`} key={action}>
                {page.csrf && <input type="hidden" name="csrf_token" value={page.csrf} />}
                <input type="hidden" name="action" value={action} />
                <input type="hidden" name="next" value={page.path} />
                <button class="button quiet">{t(`meetings.${action}`)}</button>
              </form>
            ))}
          </div>
        </details>
      )}
    </Section>
  );
}

function Reviews({ body, page }: Props) {
  const { t, typed } = page;
  const { me, meeting } = body;
  const canReview =
    meeting.status === 'completed' &&
    [meeting.requester_id, meeting.expert_id].includes(me) &&
    !meeting.reviews.some(({ reviewer_id: reviewer }) => reviewer === me);
  if (!canReview && meeting.reviews.length === 0) return null;
  const labels = {
    rating: t('meetings.rating'),
    review: t('meetings.review'),
    review_text: t('meetings.review'),
  };
  const sent = isSent(page, 'review');
  return (
    <Section id="reviews" title={t('experts.reviews')}>
      <ul class="rows">
        {meeting.reviews.map(({ id, rating, review_text: text, reviewer_name: name }) => (
          <li key={id}>
            <div>
              <p>
                <Stars rating={rating} />{' '}
                <span class="below">
                  {t('experts.of_five', { rating })} · {name}
                </span>
              </p>
              {text && <p class="what">{text}</p>}
            </div>
          </li>
        ))}
      </ul>
      {canReview && (
        <ActionForm page={page} action="review" labels={labels}>
          <Select
            name="rating"
            id="review-rating"
            label={labels.rating}
            value={sent ? (typed['rating'] ?? '5') : '5'}
            options={RATINGS.map((rating) => [rating, t('experts.of_five', { rating })])}
            fault={sent ? faultOf(page, 'rating') : undefined}
          />
          <TextArea
            name="review"
            id="review-review"
            label={labels.review}
            optional={t('form.optional')}
            value={sent ? (typed['review'] ?? '') : ''}
            fault={sent ? faultOf(page, 'review') : undefined}
          />
          <p>
            <button class="button">{t('meetings.review_submit')}</button>
          </p>
        </ActionForm>
      )}
    </Section>
  );
}
