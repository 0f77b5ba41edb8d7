import { Injectable } from '@nestjs/common';
import type { Tx } from '../../platform/database/tx.js';
import { StandingFollower, type Standing } from '../../platform/registries/standing-follower.js';
import { OffersService } from './offers.service.js';

@Injectable()
export class HostStandingListener extends StandingFollower {
  constructor(private readonly offers: OffersService) {
    super();
  }

  standingChanged(tx: Tx, personId: number, { isActive, maySellTickets }: Standing): Promise<void> {
    return this.offers.barHost(tx, personId, { everything: !isActive, tickets: !maySellTickets });
  }
}
