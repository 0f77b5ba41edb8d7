import { Injectable } from '@nestjs/common';
import { DepartureFollower, type Departure } from '../../booking/booking.api.js';
import type { Tx } from '../../platform/database/tx.js';
import { BallotsRepository } from './ballots.repository.js';

/** Who leaves an event takes the ballots of its running votes along; what has ended stays as it was counted. */
@Injectable()
export class BallotDeparturesListener extends DepartureFollower {
  constructor(private readonly ballots: BallotsRepository) {
    super();
  }

  async left(tx: Tx, { kind, refIds, personId, at }: Departure): Promise<void> {
    if (kind === 'event') await this.ballots.takeBack(tx, refIds, personId, at);
  }
}
