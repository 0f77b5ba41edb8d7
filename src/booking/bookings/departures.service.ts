import { Injectable } from '@nestjs/common';
import type { Tx } from '../../platform/database/tx.js';
import { Registries } from '../../platform/registries/registries.js';
import type { BookingWithOffer } from '../model/booking-columns.sql.js';
import { DepartureFollower, type Departure } from './departure-follower.rules.js';

@Injectable()
export class DeparturesService {
  private followers?: DepartureFollower[];

  constructor(private readonly registries: Registries) {}

  async follow(
    tx: Tx,
    left: readonly BookingWithOffer[],
    { actorId, at }: { actorId: number | null; at: Date },
  ): Promise<void> {
    this.followers ??= this.registries.providersOf(DepartureFollower);
    const departures = new Map<string, Departure>();
    for (const { booking, offer } of left) {
      if (!offer || booking.personId === null) continue;
      const key = `${offer.kind} ${booking.personId}`;
      const known = departures.get(key);
      if (known) known.refIds.push(offer.refId);
      else {
        const { kind, refId } = offer;
        departures.set(key, { kind, refIds: [refId], personId: booking.personId, actorId, at });
      }
    }
    for (const departure of departures.values())
      for (const follower of this.followers) await follower.left(tx, departure);
  }
}
