import { Injectable } from '@nestjs/common';
import { IdentityApi } from '../../identity/identity.api.js';
import { currentRequest, runUnhurried } from '../../platform/context/request-context.js';
import { Database } from '../../platform/database/database.js';
import type { Tx } from '../../platform/database/tx.js';
import { SchedulingApi } from '../../scheduling/scheduling.api.js';
import { Clock } from '../../shared/clock.js';
import { InvalidInput } from '../../shared/errors.js';
import { Semaphore } from '../../shared/concurrency/semaphore.js';
import { readContactFile, requireFewRows, type ReadLine } from './contact-file.adapter.js';
import type { ContactLine, ContactsImportResponse, ImportErrorResponse } from './contacts.dto.js';
import { ContactsRepository, FILLED, type ContactEntry } from './contacts.repository.js';

const ROWS_AT_A_TIME = 1_000;
const ERRORS_SHOWN = 100;

/** Each may hold two connections while it works. */
const importing = new Semaphore(2, 20);

/** Contacts out of a file, a thousand lines at a time: sent again, it goes on where it was cut off. */
@Injectable()
export class ContactsImportService {
  constructor(
    private readonly db: Database,
    private readonly contacts: ContactsRepository,
    private readonly identity: IdentityApi,
    private readonly scheduling: SchedulingApi,
    private readonly clock: Clock,
  ) {}

  /** Refuses with `InvalidInput` on `file`, and with `TooManyContacts`. */
  async import(ownerId: number, file: Buffer | undefined): Promise<ContactsImportResponse> {
    if (!file) throw new InvalidInput({ file: ['Send a CSV file as multipart/form-data.'] });
    await requireFewRows(file);
    return importing.run(() =>
      runUnhurried(() =>
        currentRequest()?.idempotency
          ? this.db.transaction((keyed) => this.byPortions(ownerId, file, () => keyed.query('SELECT')))
          : this.byPortions(ownerId, file),
      ),
    );
  }

  /** `stillHere` keeps the transaction that holds the key from being taken for an abandoned one. */
  private async byPortions(
    ownerId: number,
    file: Buffer,
    stillHere: () => Promise<unknown> = async () => undefined,
  ): Promise<ContactsImportResponse> {
    await this.contacts.requireRoom(this.db, ownerId);
    const report = new ImportReport();
    for await (const lines of portions(readContactFile(file))) {
      await stillHere();
      const byEmail = report.take(lines);
      if (byEmail.size > 0) report.add(await this.keep(ownerId, byEmail), byEmail.size);
    }
    return report.body;
  }

  private keep(ownerId: number, byEmail: ReadonlyMap<string, ContactLine>) {
    return runUnhurried(
      () => this.db.transaction((tx) => this.keepEach(tx, ownerId, byEmail)),
      'without the key',
    );
  }

  private async keepEach(tx: Tx, ownerId: number, byEmail: ReadonlyMap<string, ContactLine>) {
    await this.identity.lockStanding(tx, ownerId);
    const often = await this.scheduling.bookedOften(tx, ownerId, [...byEmail.keys()]);
    const entries = [...byEmail.values()].map((line): ContactEntry => ({
      ...{ ...line, ownerId, source: 'import', timezone: null },
      bookingsCount: often.get(line.email)?.bookings ?? 0,
      lastBookingAt: often.get(line.email)?.lastBookedAt ?? null,
    }));
    return this.contacts.keep(tx, entries, this.clock.now());
  }
}

async function* portions(lines: AsyncIterable<ReadLine>): AsyncGenerator<ReadLine[]> {
  let portion: ReadLine[] = [];
  for await (const line of lines) {
    portion.push(line);
    if (portion.length < ROWS_AT_A_TIME) continue;
    yield portion;
    portion = [];
  }
  yield portion;
}

class ImportReport {
  private created = 0;
  private updated = 0;
  private skipped = 0;
  private errorsCount = 0;
  private readonly errors: ImportErrorResponse[] = [];

  get body(): ContactsImportResponse {
    const { created, updated, skipped, errors, errorsCount: errors_count } = this;
    return { created, updated, skipped, errors, errors_count };
  }

  /** What is to be kept: of lines with one address the later ones fill in what the first lacks. */
  take(lines: readonly ReadLine[]): Map<string, ContactLine> {
    const byEmail = new Map<string, ContactLine>();
    for (const { line, contact, error } of lines) {
      if (error !== undefined) this.refuse(line, error);
      if (!contact) continue;
      const first = byEmail.get(contact.email);
      if (!first) byEmail.set(contact.email, contact);
      else if (lacks(first, contact)) {
        byEmail.set(contact.email, completed(first, contact));
        this.updated++;
      } else this.skipped++;
    }
    return byEmail;
  }

  add({ created, updated }: { created: number; updated: number }, sent: number): void {
    this.created += created;
    this.updated += updated;
    this.skipped += sent - created - updated;
  }

  private refuse(line: number, error: string): void {
    if (this.errorsCount++ < ERRORS_SHOWN) this.errors.push({ line, error });
  }
}

function lacks(first: ContactLine, later: ContactLine): boolean {
  return FILLED.some((name) => first[name] === '' && later[name] !== '');
}

function completed(first: ContactLine, later: ContactLine): ContactLine {
  const filled = FILLED.map((name) => [name, first[name] || later[name]]);
  return { ...first, ...(Object.fromEntries(filled) as Partial<ContactLine>) };
}
