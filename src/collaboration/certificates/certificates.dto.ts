import {
  BooleanField,
  IdField,
  InstantField,
  NumberField,
  TextField,
  UrlField,
} from '../../platform/http/fields/fields.js';
import { ListQuery, SortedBy } from '../../platform/http/lists/lists.js';
import type { Certificate } from './certificate.entity.js';

@SortedBy(['issued_date'])
export class CertificatesQuery extends ListQuery {
  @IdField({ optional: true, description: 'Only of this event.' })
  event?: number;

  @BooleanField({ optional: true })
  is_downloaded?: boolean;

  @TextField({
    max: 200,
    optional: true,
    description: 'Part of the number or of the event’s title.',
    example: 'python',
  })
  search?: string;
}

export class CertificateResponse {
  @IdField()
  id: number;

  @IdField()
  event: number;

  @TextField({ example: 'Test Workshop' })
  event_title: string;

  @IdField({ example: 2 })
  user: number;

  @TextField({ example: 'John Doe' })
  user_name: string;

  @TextField({ example: 'CERT-1-2-ABC123' })
  certificate_number: string;

  @NumberField({ min: 0, example: 2, description: 'To a quarter of an hour.' })
  hours_completed: number;

  @TextField({ min: 0, example: 'python, programming' })
  skill_tags: string;

  @UrlField({
    description: 'Where its PDF is.',
    example: 'http://localhost:8000/api/v1/certificates/1/download',
  })
  pdf_file: string;

  @UrlField({
    description: 'Where anybody sees that it is genuine.',
    example: 'http://localhost:8000/api/v1/certificates/verify/CERT-1-2-ABC123',
  })
  verify_url: string;

  @BooleanField({ example: false })
  is_downloaded: boolean;

  @InstantField()
  issued_date: Date;

  @InstantField({ nullable: true, example: null })
  downloaded_at: Date | null;
}

export class CertificateVerificationResponse {
  @BooleanField({
    example: true,
    description: 'False for a number that was never given or is withdrawn; the rest is null then.',
  })
  valid: boolean;

  @TextField({ min: 0, example: 'CERT-1-2-ABC123' })
  certificate_number: string;

  @TextField({ nullable: true, example: 'John Doe' })
  holder_name: string | null;

  @TextField({ nullable: true, example: 'Test Workshop' })
  event_title: string | null;

  @NumberField({ nullable: true, min: 0, example: 2 })
  hours_completed: number | null;

  @InstantField({ nullable: true })
  issued_date: Date | null;
}

/** Where a certificate is found, below the product's own address. */
const verifyUrl = (base: string, number: string): string => `${base}/api/v1/certificates/verify/${number}`;

export function toCertificateResponse(certificate: Certificate, base: string): CertificateResponse {
  const { id, eventId, eventTitle, personId, certificateNumber, downloadedAt } = certificate;
  return {
    id,
    event: eventId,
    event_title: eventTitle,
    user: personId,
    user_name: certificate.holderName,
    certificate_number: certificateNumber,
    hours_completed: certificate.hours,
    skill_tags: certificate.skillTags,
    pdf_file: `${base}/api/v1/certificates/${id}/download`,
    verify_url: verifyUrl(base, certificateNumber),
    is_downloaded: downloadedAt !== null,
    issued_date: certificate.issuedAt,
    downloaded_at: downloadedAt,
  };
}

export function toVerificationResponse(
  asked: string,
  found: Certificate | null,
): CertificateVerificationResponse {
  return {
    valid: found !== null,
    certificate_number: found?.certificateNumber ?? asked,
    holder_name: found?.holderName ?? null,
    event_title: found?.eventTitle ?? null,
    hours_completed: found?.hours ?? null,
    issued_date: found?.issuedAt ?? null,
  };
}
