import { Injectable } from '@nestjs/common';
import type { Tx } from '../../platform/database/tx.js';
import { NewcomerFollower } from '../../platform/registries/newcomer-follower.js';
import { CreditsService } from './credits.service.js';

/** Everybody begins with a free credit. */
@Injectable()
export class NewcomersListener extends NewcomerFollower {
  constructor(private readonly credits: CreditsService) {
    super();
  }

  accountCreated(tx: Tx, personId: number): Promise<void> {
    return this.credits.grantInitial(tx, personId);
  }
}
