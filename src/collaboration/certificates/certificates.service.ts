import { Injectable } from '@nestjs/common';
import { IdentityApi } from '../../identity/identity.api.js';
import type { Caller } from '../../platform/auth/caller.js';
import { Config } from '../../platform/config/config.js';
import { Database } from '../../platform/database/database.js';
import type { Tx } from '../../platform/database/tx.js';
import { Outbox } from '../../platform/events/outbox.js';
import { PaperArchive } from '../../platform/papers/paper-archive.js';
import type { Page } from '../../platform/http/lists/lists.js';
import { Clock } from '../../shared/clock.js';
import { NotFound } from '../../shared/errors.js';
import { certificateNumberFrom, type Certificate } from './certificate.entity.js';
import { certificatePaper } from './certificate.pdf.js';
import {
  toCertificateResponse,
  toVerificationResponse,
  type CertificateResponse,
  type CertificatesQuery,
  type CertificateVerificationResponse,
} from './certificates.dto.js';
import { CertificatesQueries } from './certificates.queries.js';
import { CertificatesRepository } from './certificates.repository.js';

/** Certificates of ticketed events, for those who were checked in. */
@Injectable()
export class CertificatesService {
  constructor(
    private readonly db: Database,
    private readonly repository: CertificatesRepository,
    private readonly queries: CertificatesQueries,
    private readonly identity: IdentityApi,
    private readonly archive: PaperArchive,
    private readonly outbox: Outbox,
    private readonly clock: Clock,
    private readonly config: Config,
  ) {}

  /** To all guests of an event that is over, or to one of them; nothing happens before its end. */
  async issue(tx: Tx, eventId: number, personId: number | null = null): Promise<void> {
    const guests = await this.repository.guestsOf(tx, eventId, personId);
    if (guests.length === 0) return;
    // Erased people get none, and nobody is erased until this is written: locks of people come first.
    const contacts = await this.identity.lockContacts(tx, guests);
    const organizerId = await this.repository.lockOver(tx, eventId);
    if (organizerId === null) return;
    const organizer = (await this.identity.people([organizerId], tx)).get(organizerId)?.fullName ?? '';
    const holders = new Map([...contacts].map(([id, { fullName }]) => [id, fullName]));
    const given = await this.repository.issue(tx, eventId, { holders, organizer }, this.clock.now());
    if (given > 0) this.outbox.announce(tx);
  }

  /** For who is no guest any more, since the check-in was undone. */
  async withdraw(tx: Tx, eventId: number, personId: number): Promise<void> {
    if ((await this.repository.lockOver(tx, eventId)) === null) return;
    await this.repository.withdraw(tx, eventId, personId, this.clock.now());
  }

  async list(caller: Caller, query: CertificatesQuery): Promise<Page<CertificateResponse>> {
    const page = await this.queries.ofPerson(caller.id, query);
    return { ...page, items: page.items.map((each) => this.toResponse(each)) };
  }

  /** The PDF, for the holder and admins. Refuses with `NotFound`. */
  async download(caller: Caller, id: number): Promise<{ bytes: Buffer; name: string }> {
    const certificate = await this.queries.find(id);
    if (!certificate || (certificate.personId !== caller.id && !caller.isAdmin))
      throw new NotFound('The certificate');
    const { personId, certificateNumber, revision } = certificate;
    const copy = { key: `certificate:${id}`, version: `issue ${revision}`, personId };
    const paper = certificatePaper(certificate, `${this.config.frontendUrl}/certificates/${certificateNumber}`);
    const bytes = await this.archive.pdf({ ...copy, keeping: 'issued' }, paper);
    return { bytes, name: `${certificateNumber}.pdf` };
  }

  /** Keeps when the holder had it first. Refuses with `NotFound`. */
  markDownloaded(caller: Caller, id: number): Promise<CertificateResponse> {
    return this.db.transaction(async (tx) => {
      const isHeld = await this.repository.markDownloaded(tx, id, caller.id, this.clock.now());
      if (!isHeld) throw new NotFound('The certificate');
      return this.toResponse((await this.queries.find(id, tx))!);
    });
  }

  async verify(asked: string): Promise<CertificateVerificationResponse> {
    const number = certificateNumberFrom(asked);
    return toVerificationResponse(asked, number === null ? null : await this.queries.findByNumber(number));
  }

  private toResponse(certificate: Certificate): CertificateResponse {
    return toCertificateResponse(certificate, this.config.publicUrl);
  }
}
