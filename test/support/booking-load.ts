import type { Http } from './http.js';
import type { Person } from './people.js';
import { SteadyLoad } from './steady-load.js';

export interface Acknowledged {
  bookingId: number;
  slotId: number;
  at: number;
}

/** Clients that book one slot after the other; exactly one booking must exist of each that was acknowledged. */
export class BookingLoad extends SteadyLoad {
  readonly acknowledged: Acknowledged[] = [];
  private fetching?: Promise<void> | undefined;

  constructor(
    url: string,
    people: Person[],
    private readonly slots: number[],
    pauseMs = 0,
    private readonly more?: () => Promise<number[]>,
  ) {
    super(url, pauseMs);
    this.begin(people);
  }

  protected async turn(http: Http): Promise<void> {
    const slotId = this.slots.pop() ?? (await this.fetched());
    const booked = await this.created(http, '/api/v1/bookings', { time_slot: slotId });
    if (booked) this.acknowledged.push({ bookingId: booked.body.id, slotId, at: booked.at });
  }

  /** How many slots it takes depends on how long the rest of the proof does. One client fetches for all. */
  private async fetched(): Promise<number> {
    const { more } = this;
    if (!more) throw new Error('The load has run out of slots.');
    for (;;) {
      this.fetching ??= more()
        .then((slots) => void this.slots.push(...slots))
        .finally(() => (this.fetching = undefined));
      await this.fetching;
      const slotId = this.slots.pop();
      if (slotId !== undefined) return slotId;
    }
  }
}
