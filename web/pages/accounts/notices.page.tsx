import { definePage, type PageProps } from '../page.js';
import type { Wire } from '../wire.js';
import { ActionForm, Section, Settings } from './settings.js';

type Body = Wire<'PreferencesResponse'>;
type Kind = keyof Body['preferences'];
type Group = (typeof GROUPS)[number][0];

const CHANNELS = ['in_app', 'email', 'sms'] as const;
const GROUPS = [
  [
    'booking',
    [
      ...(['booking_confirmation', 'booking_cancelled', 'booking_moved', 'booking_reminder'] as const),
      ...(['booking_created', 'booking_request', 'hosted_booking_cancelled', 'hosted_booking_moved'] as const),
      ...(['workflow_message', 'meeting_request', 'meeting_confirmed', 'meeting_cancelled'] as const),
      'meeting_completed',
    ],
  ],
  [
    'event',
    [
      ...(['event_update', 'event_cancelled', 'event_reminder', 'event_announcement'] as const),
      ...(['event_invitation', 'event_joined', 'event_left'] as const),
      ...(['waitlist_offer', 'waitlist_offer_lapsed', 'waitlist_closed'] as const),
    ],
  ],
  [
    'payment',
    [
      ...(['payment_received', 'payment_failed', 'refund_issued', 'refund_failed'] as const),
      ...(['payment_disputed', 'invoice_ready'] as const),
    ],
  ],
  [
    'people',
    [
      ...([
        'new_message',
        'review_received',
        'certificate_issued',
        'task_assigned',
        'task_unassigned',
      ] as const),
      ...(['task_completed', 'task_due', 'vote_started', 'vote_ended'] as const),
    ],
  ],
  ['other', ['calendar_error', 'calendar_conflict', 'webhook_disabled']],
] as const satisfies readonly (readonly [string, readonly Kind[]])[];

export const NoticesPage = definePage<Body>({
  title: ({ page }) => page.t('account.notices.title'),
  View: ({ body, page }) => (
    <Settings page={page} room="notices">
      <ActionForm page={page} action="notices">
        {GROUPS.map(([group, kinds]) => (
          <Section id={group} title={page.t(`notices.${group}`)} key={group}>
            <Choices body={body} page={page} group={group} kinds={kinds} />
          </Section>
        ))}
        <p>
          <button class="button">{page.t('account.save')}</button>
        </p>
      </ActionForm>
    </Settings>
  ),
  isPrivate: true,
  width: 'wide',
});

interface ChoicesProps extends PageProps<Body> {
  group: Group;
  kinds: readonly Kind[];
}

function Choices({ body, page: { t }, group, kinds }: ChoicesProps) {
  return (
    <div class="scrolls">
      <table class="choices-table" aria-labelledby={group}>
        <thead>
          <tr>
            <th scope="col">{t('notices.kind')}</th>
            {CHANNELS.map((channel) => (
              <th scope="col" key={channel}>
                {t(`notices.${channel}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {kinds.map((kind) => (
            <tr key={kind}>
              <th scope="row">{t(`notices.${kind}`)}</th>
              {CHANNELS.map((channel) => (
                <td key={channel}>
                  {channel === 'email' && body.always_mailed.includes(kind) ? (
                    <span class="hint">{t('notices.always')}</span>
                  ) : (
                    <label class="tick">
                      <input
                        type="checkbox"
                        name={`${kind}-${channel}`}
                        value="true"
                        checked={body.preferences[kind][channel]}
                        aria-label={`${t(`notices.${kind}`)}: ${t(`notices.${channel}`)}`}
                      />
                    </label>
                  )}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
