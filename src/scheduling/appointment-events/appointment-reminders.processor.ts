import { Injectable } from '@nestjs/common';
import { Database } from '../../platform/database/database.js';
import { Outbox } from '../../platform/events/outbox.js';
import { Every } from '../../platform/schedule/every.js';
import { Clock } from '../../shared/clock.js';
import { AppointmentDue } from '../scheduling.events.js';
import { APPOINTMENTS_DUE, AppointmentsRepository } from '../appointments/appointments.repository.js';

const EVERY_MS = 60_000;
const BATCH_SIZE = 500;

/** Publishes of each firm appointment, once per start, that it begins in a day. */
@Injectable()
export class AppointmentRemindersProcessor {
  constructor(
    private readonly db: Database,
    private readonly appointments: AppointmentsRepository,
    private readonly outbox: Outbox,
    private readonly clock: Clock,
  ) {}

  @Every(EVERY_MS, APPOINTMENTS_DUE)
  async remind(signal?: AbortSignal): Promise<void> {
    let reminded: number;
    do {
      reminded = await this.db.transaction(async (tx) => {
        const due = await this.appointments.claimDue(tx, this.clock.now(), BATCH_SIZE);
        await this.outbox.publishMany(tx, AppointmentDue, due);
        return due.length;
      });
    } while (reminded === BATCH_SIZE && !signal?.aborted);
  }
}
