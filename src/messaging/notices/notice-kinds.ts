export const CHANNELS = ['in_app', 'email'] as const;
export type Channel = (typeof CHANNELS)[number];

/**
 * How a kind of notice is mailed. `always`: it is the record of a deal (a confirmation, a cancellation, money), as
 * sellers of tickets do. `on` and `off`: what holds until the person chooses; "no notifications" in the profile
 * switches all of these mails off.
 */
export type Mailing = 'always' | 'on' | 'off';

/** Every kind of notice: the name that clients see as `notification_type`, and how it is mailed. */
export const NOTICE_KINDS = {
  booking_confirmation: 'always',
  booking_cancelled: 'always',
  booking_moved: 'always',
  event_update: 'on',
  event_cancelled: 'always',
  event_reminder: 'on',
  event_announcement: 'on',
  event_invitation: 'on',
  event_joined: 'off',
  event_left: 'off',
  waitlist_offer: 'on',
  waitlist_offer_lapsed: 'on',
  waitlist_closed: 'on',
  payment_received: 'on',
  payment_failed: 'on',
  refund_issued: 'always',
  refund_failed: 'always',
  invoice_ready: 'always',
  certificate_issued: 'on',
  review_received: 'off',
  task_assigned: 'off',
  task_unassigned: 'off',
  task_completed: 'off',
  task_due: 'off',
  vote_started: 'off',
  vote_ended: 'off',
} as const satisfies Record<string, Mailing>;

export type NoticeKind = keyof typeof NOTICE_KINDS;

export const KIND_NAMES = Object.keys(NOTICE_KINDS) as NoticeKind[];

export function isNoticeKind(name: string): name is NoticeKind {
  return Object.hasOwn(NOTICE_KINDS, name);
}

/** What holds for a kind and channel where the person chose nothing. */
export function defaultFor(kind: NoticeKind, channel: Channel): boolean {
  return channel === 'in_app' || NOTICE_KINDS[kind] !== 'off';
}

export function isAlwaysMailed(kind: NoticeKind): boolean {
  return NOTICE_KINDS[kind] === 'always';
}
