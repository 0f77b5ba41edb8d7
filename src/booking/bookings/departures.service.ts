import { Injectable } from '@nestjs/common';
import type { Tx } from '../../platform/database/tx.js';
import { Registries } from '../../platform/registries/registries.js';
import type { BookingWithOffer } from '../model/booking-columns.sql.js';
import { DepartureFollower } from './departure-follower.rules.js';

@Injectable()
export class DeparturesService {
  private followers?: DepartureFollower[];

  constructor(private readonly registries: Registries) {}

  async follow(
    tx: Tx,
    { booking, offer }: BookingWithOffer,
    by: { actorId: number | null; at: Date },
  ): Promise<void> {
    if (!offer || booking.personId === null) return;
    this.followers ??= this.registries.providersOf(DepartureFollower);
    const { kind, refId } = offer;
    for (const follower of this.followers)
      await follower.left(tx, { kind, refId, personId: booking.personId, actorId: by.actorId, at: by.at });
  }
}
