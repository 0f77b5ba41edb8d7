import {
  isRecord,
  isWanted,
  type Channel,
  type NotificationKind,
} from '../notifications/notification-kinds.policy.js';
import type { Preference, PreferenceChoice } from './preference.entity.js';

/** Which notifications people want, and how. */
export class NotificationPreferences {
  private readonly chosen: Map<string, boolean>;

  constructor(choices: readonly (Pick<Preference, 'personId'> & PreferenceChoice)[]) {
    this.chosen = new Map(
      choices.map(({ personId, kind, channel, enabled }) => [`${personId} ${kind} ${channel}`, enabled]),
    );
  }

  /** What the person chose, or else the kind's default. */
  wants(personId: number, kind: NotificationKind, channel: Channel): boolean {
    return isWanted(kind, channel, this.chosen.get(`${personId} ${kind} ${channel}`));
  }

  /** Who switched notifications off in the profile gets only mails of record. */
  wantsMail(
    { id, notificationsEnabled }: { id: number; notificationsEnabled: boolean },
    kind: NotificationKind,
  ): boolean {
    return (isRecord(kind) || notificationsEnabled) && this.wants(id, kind, 'email');
  }

  wantsText(
    { id, notificationsEnabled }: { id: number; notificationsEnabled: boolean },
    kind: NotificationKind,
  ): boolean {
    return notificationsEnabled && this.wants(id, kind, 'sms');
  }
}
