import { Injectable } from '@nestjs/common';
import { IdentityApi } from '../../identity/identity.api.js';
import { AccountRegistered, EmailVerified } from '../../identity/identity.events.js';
import type { Tx } from '../../platform/database/tx.js';
import type { PayloadOf, PublishedEvent } from '../../platform/events/event.js';
import { OnEvent } from '../../platform/events/on-event.js';
import { InvitationsService } from './invitations.service.js';

/** Gives invitations of an address to the account that has verified it. */
@Injectable()
export class InvitationsListener {
  constructor(
    private readonly identity: IdentityApi,
    private readonly invitations: InvitationsService,
  ) {}

  /** An account that came through a provider may be born with a verified address. */
  @OnEvent(EmailVerified, AccountRegistered)
  async claim(
    { payload: { personId } }: PublishedEvent<PayloadOf<typeof EmailVerified>>,
    tx: Tx,
  ): Promise<void> {
    const address = await this.identity.verifiedAddressOf(personId, tx);
    if (address !== null) await this.invitations.claim(tx, personId, address);
  }
}
