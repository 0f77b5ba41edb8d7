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
  verifyUrl,
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
    if (!(await this.repository.lockOver(tx, eventId))) return;
    if ((await this.repository.issue(tx, eventId, personId, this.clock.now())) > 0) this.outbox.announce(tx);
  }

  /** For who is no guest any more, since the check-in was undone. */
  async withdraw(tx: Tx, eventId: number, personId: number): Promise<void> {
    if (!(await this.repository.lockOver(tx, eventId))) return;
    await this.repository.withdraw(tx, eventId, personId, this.clock.now());
  }

  async list(caller: Caller, query: CertificatesQuery): Promise<Page<CertificateResponse>> {
    const page = await this.queries.ofPerson(caller.id, query);
    return { ...page, items: page.items.map((each) => this.toResponse(each, caller.fullName)) };
  }

  /** The PDF, for the holder and admins. Refuses with `NotFound`. */
  async download(caller: Caller, id: number): Promise<{ bytes: Buffer; name: string }> {
    const certificate = await this.queries.find(id);
    if (!certificate || (certificate.personId !== caller.id && !caller.isAdmin))
      throw new NotFound('The certificate');
    const { personId, organizerId, certificateNumber } = certificate;
    const people = await this.identity.people([personId, organizerId]);
    const [holder, organizer] = [personId, organizerId].map((person) => people.get(person)?.fullName ?? '');
    const url = verifyUrl(this.config.publicUrl, certificateNumber);
    const paper = certificatePaper(certificate, { holder: holder!, organizer: organizer! }, url);
    const bytes = await this.archive.pdf({ key: `certificate:${id}`, personId, keeping: 'issued' }, paper);
    return { bytes, name: `${certificateNumber}.pdf` };
  }

  /** Keeps when the holder had it first. Refuses with `NotFound`. */
  markDownloaded(caller: Caller, id: number): Promise<CertificateResponse> {
    return this.db.transaction(async (tx) => {
      const isHeld = await this.repository.markDownloaded(tx, id, caller.id, this.clock.now());
      if (!isHeld) throw new NotFound('The certificate');
      return this.toResponse((await this.queries.find(id, tx))!, caller.fullName);
    });
  }

  async verify(asked: string): Promise<CertificateVerificationResponse> {
    const number = certificateNumberFrom(asked);
    const certificate = number === null ? null : await this.queries.findByNumber(number);
    if (!certificate) return toVerificationResponse(asked, null);
    const { personId } = certificate;
    const holder = (await this.identity.people([personId])).get(personId)?.fullName ?? '';
    return toVerificationResponse(asked, { certificate, holder });
  }

  private toResponse(certificate: Certificate, holder: string): CertificateResponse {
    return toCertificateResponse(certificate, holder, this.config.publicUrl);
  }
}
