import { Injectable } from '@nestjs/common';
import type { Tx } from '../../platform/database/tx.js';
import { StandingFollower, type Standing } from '../../platform/registries/standing-follower.js';

/** Suspended people are listed as soon as they are back. */
@Injectable()
export class ExpertStandingListener extends StandingFollower {
  async standingChanged(tx: Tx, personId: number, { isActive }: Standing): Promise<void> {
    await tx.query('UPDATE scheduling.experts SET is_active = $isActive WHERE person_id = $personId', {
      isActive,
      personId,
    });
  }
}
