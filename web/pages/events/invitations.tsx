import { TextArea } from '../../parts/field.js';
import { Notice } from '../../parts/notice.js';
import { Tag } from '../../parts/tag.js';
import { isOver, type GatheringProps } from './plan.js';
import { PlanForm, sentBy } from './plan-forms.js';

type Invitation = GatheringProps['body']['invitations'][number];

const nameOf = ({ user, email }: Invitation) =>
  user === null ? (email ?? '') : `${user.first_name} ${user.last_name}`.trim() || user.username;

/** Whom the organizer asked to come, and more of them. */
export function Invitations(props: GatheringProps) {
  const { body, page } = props;
  const { t } = page;
  const { summary, field } = sentBy(props, 'invite', { emails: t('gathering.emails') });
  const coming = new Set(body.event.participants.map(({ id }) => id));
  const more = body.invitedCount - body.invitations.length;
  return (
    <section class="card" aria-labelledby="invitations">
      <h2 id="invitations">{t('gathering.invitations')}</h2>
      {body.invitations.length === 0 && <p class="lead">{t('gathering.nobody_invited')}</p>}
      <ul class="rows">
        {body.invitations.map((invitation) => (
          <li key={invitation.id}>
            <div>{nameOf(invitation)}</div>
            {invitation.user && coming.has(invitation.user.id) && <Tag kind="ok">{t('gathering.comes')}</Tag>}
          </li>
        ))}
      </ul>
      {more > 0 && <p class="below">{t('gathering.more_invited', { n: more })}</p>}
      {isOver(body) ? (
        <Notice kind="info" title={t('gathering.no_invitations')} />
      ) : (
        <PlanForm {...props} action="invite" to="/invite">
          {summary}
          <TextArea {...field('emails')} hint={t('gathering.emails_hint')} />
          <p>
            <button class="button quiet">{t('gathering.invite')}</button>
          </p>
        </PlanForm>
      )}
    </section>
  );
}
