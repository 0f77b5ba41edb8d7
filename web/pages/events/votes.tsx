import { zoneLabel } from '../../lib/time.js';
import { Checkbox, Field, TextArea } from '../../parts/field.js';
import { Tag } from '../../parts/tag.js';
import { isComing, isOver, momentIn, type GatheringProps } from './plan.js';
import { PlanForm, sentBy } from './plan-forms.js';

type Vote = GatheringProps['body']['votes'][number];
type VoteProps = GatheringProps & { vote: Vote };

/** What there is to decide, with bars as ballots come in. */
export function Votes(props: GatheringProps) {
  const { body, page } = props;
  const { t } = page;
  return (
    <section class="card" aria-labelledby="votes">
      <h2 id="votes">{t('gathering.votes')}</h2>
      <div data-live="votes" class="stack">
        {body.votes.length === 0 && <p class="lead">{t('gathering.no_votes')}</p>}
        {body.votes.map((vote) => (
          <OneVote {...props} vote={vote} key={vote.id} />
        ))}
      </div>
      {isComing(body) && !isOver(body) && <OpenVote {...props} />}
    </section>
  );
}

function OneVote(props: VoteProps) {
  const { body, page, vote } = props;
  const { t } = page;
  const isActive = vote.status === 'active' && !isOver(body);
  const canVote = isActive && !vote.user_voted && isComing(body);
  return (
    <div class="vote">
      <h3>{vote.title}</h3>
      {vote.description && <p class="what">{vote.description}</p>}
      <p class="below">
        {t('gathering.ballots', { n: vote.total_votes })} ·{' '}
        {vote.status === 'active'
          ? t('gathering.ends', { moment: momentIn(props, vote.ends_at) })
          : t('gathering.ended')}
      </p>
      {canVote ? (
        <PlanForm {...{ body, page }} action="vote" of={vote.id}>
          <fieldset class="stack">
            <legend class="unseen">{vote.title}</legend>
            <Options {...props} canVote />
          </fieldset>
          <p>
            <button class="button" aria-label={`${t('gathering.vote')}: ${vote.title}`}>
              {t('gathering.vote')}
            </button>
          </p>
        </PlanForm>
      ) : (
        <Options {...props} canVote={false} />
      )}
      {vote.status === 'ended' && <p>{outcomeOf(props)}</p>}
      {isActive && vote.creator.id === body.me && (
        <PlanForm {...{ body, page }} action="end_vote" of={vote.id}>
          <button class="button small quiet" aria-label={`${t('gathering.end_vote')}: ${vote.title}`}>
            {t('gathering.end_vote')}
          </button>
        </PlanForm>
      )}
    </div>
  );
}

function outcomeOf({ page: { t }, vote }: VoteProps) {
  const most = Math.max(...vote.options.map(({ vote_count: count }) => count));
  const first = vote.options.filter(({ vote_count: count }) => count === most);
  if (most === 0) return <Tag>{t('gathering.no_ballots')}</Tag>;
  if (first.length > 1) return <Tag kind="warn">{t('gathering.tie')}</Tag>;
  return <Tag kind="ok">{t('gathering.winner', { text: first[0]!.text })}</Tag>;
}

function Options({ page, vote, canVote }: VoteProps & { canVote: boolean }) {
  const { t, language } = page;
  const chosen = vote.user_vote?.option_ids ?? [];
  return (
    <ul class="stack">
      {vote.options.map(({ id, text, vote_count: count, percentage }) => (
        <li key={id}>
          <label class={canVote ? 'check row' : 'row'} for={canVote ? `option-${id}` : undefined}>
            {canVote && (
              <input
                type={vote.multiple_choice ? 'checkbox' : 'radio'}
                id={`option-${id}`}
                name={vote.multiple_choice ? `option_ids.${id}` : 'option_id'}
                value={id}
              />
            )}
            <span>{text}</span>
            {chosen.includes(id) && <Tag kind="ok">{t('gathering.yours')}</Tag>}
            <span class="below share">
              {t('gathering.share', {
                n: count,
                percent: new Intl.NumberFormat(language, { maximumFractionDigits: 1 }).format(percentage),
              })}
            </span>
          </label>
          <svg class="fill" viewBox="0 0 100 1" preserveAspectRatio="none" aria-hidden="true">
            <rect width={percentage} height="1" />
          </svg>
        </li>
      ))}
    </ul>
  );
}

function OpenVote(props: GatheringProps) {
  const { body, page } = props;
  const { t } = page;
  const labels = {
    ...{ title: t('gathering.question'), options: t('gathering.options'), ends_at: t('gathering.ends_at') },
  };
  const { isRefused, summary, field, idOf, value } = sentBy(props, 'add_vote', labels);
  return (
    <details open={isRefused}>
      <summary>{t('gathering.open_vote')}</summary>
      <PlanForm {...props} action="add_vote">
        {summary}
        <Field {...field('title')} />
        <TextArea {...field('options')} hint={t('gathering.options_hint')} />
        <Field {...field('ends_at')} type="datetime-local" hint={zoneLabel(body.event.timezone, page.now)} />
        <Checkbox
          name="multiple_choice"
          id={idOf('multiple_choice')}
          label={t('gathering.several')}
          checked={value('multiple_choice') === 'true'}
        />
        <p>
          <button class="button quiet">{t('gathering.open_vote_submit')}</button>
        </p>
      </PlanForm>
    </details>
  );
}
