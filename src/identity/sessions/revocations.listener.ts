import { Injectable } from '@nestjs/common';
import { Fanout } from '../../platform/engine/ports/fanout.js';
import type { PayloadOf, PublishedEvent } from '../../platform/events/event.js';
import { OnEvent } from '../../platform/events/on-event.js';
import { SESSIONS_CHANNEL, SessionRevoked, type SessionsRevokedMessage } from '../identity.events.js';

/** Publishes ended sessions again, from the outbox, to processes that missed the first message. */
@Injectable()
export class RevocationsListener {
  constructor(private readonly fanout: Fanout) {}

  @OnEvent(SessionRevoked)
  publishAgain({ payload }: PublishedEvent<PayloadOf<typeof SessionRevoked>>): Promise<void> {
    return this.fanout.publish(SESSIONS_CHANNEL, {
      sessionIds: payload.sessionIds,
    } satisfies SessionsRevokedMessage);
  }
}
