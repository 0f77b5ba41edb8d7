import { Injectable } from '@nestjs/common';
import type { Tx } from '../../platform/database/tx.js';
import { StandingFollower, type Standing } from '../../platform/registries/standing-follower.js';
import { Clock } from '../../shared/clock.js';

/** Nothing more is told to the endpoints of who is suspended; what happens meanwhile is not made up for. */
@Injectable()
export class WebhookStandingListener extends StandingFollower {
  constructor(private readonly clock: Clock) {
    super();
  }

  async standingChanged(tx: Tx, personId: number, { isActive }: Standing): Promise<void> {
    if (isActive) return;
    await tx.query(
      `UPDATE integrations.webhook_deliveries d SET status = 'failed', finished_at = $now
       FROM integrations.webhook_endpoints e
       WHERE e.id = d.endpoint_id AND e.owner_id = $personId AND d.status = 'pending'`,
      { personId, now: this.clock.now() },
    );
  }
}
