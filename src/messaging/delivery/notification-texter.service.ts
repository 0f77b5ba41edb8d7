import { Injectable } from '@nestjs/common';
import { IdentityApi, type Contact } from '../../identity/identity.api.js';
import { Config } from '../../platform/config/config.js';
import type { Tx } from '../../platform/database/tx.js';
import { Texts } from '../../platform/sms/texts.js';
import { phoneNumberFrom } from '../../shared/phone/phone-number.js';
import { withActor } from '../notifications/actor-name.policy.js';
import type { NotificationDraft } from '../notifications/notifications.repository.js';

const MAX_LETTERS = 600;

export interface TextedNotification {
  key: string;
  contact: Contact;
  draft: NotificationDraft;
}

/** Notifications as text messages, to the number of the reader's own profile. */
@Injectable()
export class NotificationTexter {
  constructor(
    private readonly identity: IdentityApi,
    private readonly texts: Texts,
    private readonly config: Config,
  ) {}

  async send(tx: Tx, notifications: TextedNotification[]): Promise<void> {
    const reachable = notifications.flatMap(({ key, contact, draft }) => {
      const to = phoneNumberFrom(contact.phone);
      return to ? { to, dedupeKey: `notice:${key}`, sender: contact, draft } : [];
    });
    if (reachable.length === 0) return;
    const actors = await this.identity.people(
      reachable.flatMap(({ draft }) => draft.actorId ?? []),
      tx,
    );
    const texts = reachable.map(({ draft: { title, message, actorId }, ...text }) => {
      const said = actorId === null ? message : withActor(message, actors.get(actorId)?.fullName);
      return {
        ...text,
        body: [...`${this.config.siteName}: ${title}. ${said}`].slice(0, MAX_LETTERS).join(''),
      };
    });
    await this.texts.send(tx, texts);
  }
}
