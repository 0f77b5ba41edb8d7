import { Injectable } from '@nestjs/common';
import type { Tx } from '../../platform/database/tx.js';
import type { Booking } from '../model/booking.entity.js';
import { TerminalTransitionsRepository } from '../transitions/terminal-transitions.repository.js';
import { PersonLocksRepository } from './person-locks.repository.js';

type Wanted = Pick<Booking, 'startsAt' | 'endsAt' | 'bufferBeforeMinutes' | 'bufferAfterMinutes'>;

const MINUTE_MS = 60_000;

@Injectable()
export class LapsedHoldsService {
  constructor(
    private readonly personLocks: PersonLocksRepository,
    private readonly terminal: TerminalTransitionsRepository,
  ) {}

  /** Expires the lapsed holds that still stand in the way of this time; after the people's locks. */
  async free(tx: Tx, people: number[], wanted: Wanted, at: Date): Promise<void> {
    if (people.length === 0) return;
    const from = new Date(wanted.startsAt.getTime() - wanted.bufferBeforeMinutes * MINUTE_MS);
    const to = new Date(wanted.endsAt.getTime() + wanted.bufferAfterMinutes * MINUTE_MS);
    const lapsed = await this.personLocks.lapsedHolds(tx, people, from, to, at);
    if (lapsed.length > 0) await this.terminal.expireSome(tx, lapsed, at);
  }
}
