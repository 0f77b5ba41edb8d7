import { Injectable } from '@nestjs/common';
import type { Tx } from '../database/tx.js';
import { currentRequest } from '../context/request-context.js';
import type { EventType } from './event.js';
import { OutboxSignal } from './outbox-signal.js';

/** Where events wait for their listeners: written in the publisher's transaction, relayed after its commit. */
@Injectable()
export class Outbox {
  constructor(private readonly signal: OutboxSignal) {}

  async publish<Payload extends object>(tx: Tx, type: EventType<Payload>, payload: Payload): Promise<void> {
    await tx.query('INSERT INTO platform.outbox (name, payload, request_id) VALUES ($1, $2, $3)', [
      type.name,
      payload,
      currentRequest()?.requestId ?? null,
    ]);
    this.announce(tx);
  }

  async publishMany<Payload extends object>(
    tx: Tx,
    type: EventType<Payload>,
    payloads: Payload[],
  ): Promise<void> {
    if (payloads.length === 0) return;
    await tx.query(
      `INSERT INTO platform.outbox (name, payload, request_id)
       SELECT $1, payload, $3 FROM jsonb_array_elements($2::jsonb) AS payload`,
      [type.name, JSON.stringify(payloads), currentRequest()?.requestId ?? null],
    );
    this.announce(tx);
  }

  /** For a use case whose own statement writes its outbox row: wakes the dispatcher after the commit. */
  announce(tx: Tx): void {
    tx.afterCommit(() => this.signal.raise());
  }
}
