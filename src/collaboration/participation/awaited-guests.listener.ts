import { Injectable } from '@nestjs/common';
import type { Tx } from '../../platform/database/tx.js';
import { InvitationSource } from '../../platform/registries/invitation-source.js';
import { Clock } from '../../shared/clock.js';
import { InvitationsRepository } from './invitations.repository.js';

/** Whoever is invited to an event that is not over may have an account for it. */
@Injectable()
export class AwaitedGuestsListener extends InvitationSource {
  constructor(
    private readonly invitations: InvitationsRepository,
    private readonly clock: Clock,
  ) {
    super();
  }

  isInvited(tx: Tx, email: string): Promise<boolean> {
    return this.invitations.isAwaited(tx, email, this.clock.now());
  }
}
