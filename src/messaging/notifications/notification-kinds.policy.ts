export const CHANNELS = ['in_app', 'email', 'sms'] as const;
export type Channel = (typeof CHANNELS)[number];

/**
 * Whether a kind is mailed until the person chooses. `record`: a confirmation, a cancellation or money, which
 * is mailed always, also where the profile says "no notifications".
 */
export type Mailing = 'record' | 'on' | 'off';

/** Every kind of notification: its name on the wire, `notification_type`, and how it is mailed. */
export const NOTIFICATION_KINDS = {
  booking_confirmation: 'record',
  booking_cancelled: 'record',
  booking_moved: 'record',
  booking_created: 'on',
  booking_request: 'on',
  hosted_booking_cancelled: 'on',
  hosted_booking_moved: 'on',
  booking_reminder: 'on',
  workflow_message: 'on',
  meeting_request: 'on',
  meeting_confirmed: 'record',
  meeting_cancelled: 'record',
  meeting_completed: 'on',
  event_update: 'on',
  event_cancelled: 'record',
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
  refund_issued: 'record',
  refund_failed: 'record',
  payment_disputed: 'record',
  invoice_ready: 'record',
  certificate_issued: 'on',
  review_received: 'off',
  new_message: 'on',
  task_assigned: 'off',
  task_unassigned: 'off',
  task_completed: 'off',
  task_due: 'off',
  vote_started: 'off',
  vote_ended: 'off',
  calendar_error: 'on',
  calendar_conflict: 'on',
  webhook_disabled: 'on',
} as const satisfies Record<string, Mailing>;

export type NotificationKind = keyof typeof NOTIFICATION_KINDS;

export const NOTIFICATION_KIND_NAMES = Object.keys(NOTIFICATION_KINDS) as NotificationKind[];

export function isNotificationKind(name: string): name is NotificationKind {
  return Object.hasOwn(NOTIFICATION_KINDS, name);
}

/** Where the person chose nothing. */
function defaultFor(kind: NotificationKind, channel: Channel): boolean {
  return channel === 'in_app' || (channel === 'email' && NOTIFICATION_KINDS[kind] !== 'off');
}

/** What was chosen, or else the default; nobody chooses what is always mailed. */
export function isWanted(kind: NotificationKind, channel: Channel, chosen: boolean | undefined): boolean {
  return isAlways(kind, channel) || (chosen ?? defaultFor(kind, channel));
}

export function isAlways(kind: NotificationKind, channel: Channel): boolean {
  return channel === 'email' && isRecord(kind);
}

export function isRecord(kind: NotificationKind): boolean {
  return NOTIFICATION_KINDS[kind] === 'record';
}

/** What comes without a booking, a place or an account's own doing to ask for it: other people cause it. */
export function isUnasked(kind: NotificationKind): boolean {
  return kind === 'event_invitation' || kind === 'new_message';
}
