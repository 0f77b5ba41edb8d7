import { Injectable } from '@nestjs/common';
import { BookingApi } from '../../booking/booking.api.js';
import { AccountSuspended } from '../../identity/identity.events.js';
import type { Tx } from '../../platform/database/tx.js';
import type { PayloadOf, PublishedEvent } from '../../platform/events/event.js';
import { OnEvent } from '../../platform/events/on-event.js';

/** Who is suspended meets nobody: the other gets time and credits back. */
@Injectable()
export class MeetingsListener {
  constructor(private readonly booking: BookingApi) {}

  @OnEvent(AccountSuspended)
  suspended({ payload }: PublishedEvent<PayloadOf<typeof AccountSuspended>>, tx: Tx): Promise<void> {
    const { personId, actorId } = payload;
    return this.booking.cancelComing(tx, personId, 'meeting', { actorId });
  }
}
