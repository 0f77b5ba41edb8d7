import { Injectable } from '@nestjs/common';
import { IdentityApi } from '../../identity/identity.api.js';
import { InvalidToken } from '../../identity/identity.errors.js';
import { Database } from '../../platform/database/database.js';
import type { Tx } from '../../platform/database/tx.js';
import { EVERY_KIND, MailStops, type StoppableMail } from '../../platform/mail/mail-stops.js';
import {
  isNotificationKind,
  isRecord,
  NOTIFICATION_KIND_NAMES,
} from '../notifications/notification-kinds.policy.js';
import { PreferencesRepository } from '../preferences/preferences.repository.js';
import type { UnsubscribeResponse } from './unsubscribe.dto.js';

/** The link at the end of mails that need not be. */
@Injectable()
export class UnsubscribeService {
  constructor(
    private readonly db: Database,
    private readonly stops: MailStops,
    private readonly identity: IdentityApi,
    private readonly preferences: PreferencesRepository,
  ) {}

  /** Stops nothing: mail programs and filters open links unasked. Refuses an unknown token with 400. */
  ask(token: string): UnsubscribeResponse {
    const { kind } = this.mailOf(token);
    const message = 'Do you want no more mails of this kind, or none at all that need not be?';
    return { message, kind, stopped: false };
  }

  /** Who owns the address finds it among the own preferences; for anybody else it is for good. */
  async stop(token: string, all: boolean): Promise<UnsubscribeResponse> {
    const mail = this.mailOf(token);
    await this.db.transaction(async (tx) => {
      if (await this.isOwn(tx, mail)) await this.choose(tx, mail, all);
      else await this.stops.stop(tx, mail.address, all ? EVERY_KIND : mail.kind);
    });
    const message = all ? 'You get no more mails that need not be.' : 'You get no more mails of this kind.';
    return { message, kind: mail.kind, stopped: true };
  }

  private mailOf(token: string): StoppableMail {
    const mail = this.stops.read(token);
    if (!mail || !isNotificationKind(mail.kind)) throw new InvalidToken();
    return mail;
  }

  private async isOwn(tx: Tx, { address, personId }: StoppableMail): Promise<boolean> {
    if (personId === null) return false;
    const contact = (await this.identity.lockContacts(tx, [personId])).get(personId);
    return contact !== undefined && contact.isVerified && contact.email === address;
  }

  private async choose(tx: Tx, { personId, kind: one }: StoppableMail, all: boolean): Promise<void> {
    const kinds = all ? NOTIFICATION_KIND_NAMES.filter((kind) => !isRecord(kind)) : [one];
    const choices = kinds.map((kind) => ({ kind, channel: 'email' as const, enabled: false }));
    await this.preferences.keep(tx, personId!, choices);
  }
}
