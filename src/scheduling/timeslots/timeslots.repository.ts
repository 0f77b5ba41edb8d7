import { Injectable } from '@nestjs/common';
import { violates } from '../../platform/database/sqlstate.js';
import type { Tx } from '../../platform/database/tx.js';
import { NotFound } from '../../shared/errors.js';
import { DuplicateSlot } from '../scheduling.errors.js';
import { Timeslot } from './timeslot.entity.js';

/** Slots as they are written; `timeslots_exact_once` refuses one that exists already. */
@Injectable()
export class TimeslotsRepository {
  async insert(tx: Tx, slot: Timeslot): Promise<void> {
    await refusingDuplicates(() => tx.manager.insert(Timeslot, slot));
  }

  async update(tx: Tx, { id, categoryId, startsAt, endsAt, deletedAt }: Timeslot): Promise<void> {
    await refusingDuplicates(() =>
      tx.manager.update(Timeslot, id, { categoryId, startsAt, endsAt, deletedAt }),
    );
  }

  /** A live slot, locked until the commit; refuses with `NotFound`. */
  async getForUpdate(tx: Tx, id: number): Promise<Timeslot> {
    const slot = await tx.manager
      .createQueryBuilder(Timeslot, 'slot')
      .where('slot.id = :id AND slot.deletedAt IS NULL', { id })
      .setLock('pessimistic_write')
      .getOne();
    if (!slot) throw new NotFound('The time slot');
    return slot;
  }
}

async function refusingDuplicates(write: () => Promise<unknown>): Promise<void> {
  try {
    await write();
  } catch (error) {
    if (violates(error, 'timeslots_exact_once')) throw new DuplicateSlot();
    throw error;
  }
}
