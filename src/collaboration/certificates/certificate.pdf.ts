import { dateOf } from '../../platform/documents/dates.js';
import { renderPdf } from '../../platform/documents/render-pdf.js';
import type { Certificate } from './certificate.entity.js';

export interface CertificateNames {
  holder: string;
  organizer: string;
}

const QR_POINTS = 96;

export function certificatePdf(
  certificate: Certificate,
  { holder, organizer }: CertificateNames,
  verifyUrl: string,
): Promise<Buffer> {
  const { certificateNumber, eventTitle, eventStartsAt, eventEndsAt, skillTags, issuedAt, hours } = certificate;
  const days = [...new Set([dateOf(eventStartsAt), dateOf(eventEndsAt)])].join(' – ');
  const note = `Whether this certificate is genuine is said at ${verifyUrl}`;
  const options = {
    title: 'Certificate of attendance',
    issuer: organizer,
    note,
    dated: issuedAt,
    isLandscape: true,
  };
  return renderPdf(options, (sheet) => {
    sheet.space(24);
    sheet.paragraph('This certifies that', { isMuted: true, size: 12 });
    sheet.heading(holder, 30);
    sheet.paragraph('took part in', { isMuted: true, size: 12 });
    sheet.heading(eventTitle);
    sheet.space(24);
    const top = sheet.y;
    sheet.qr(verifyUrl, top, QR_POINTS);
    sheet.facts(
      [
        ['Date', days],
        ['Hours', String(hours)],
        ['Certificate', certificateNumber],
        ['Issued', dateOf(issuedAt)],
        ...(skillTags ? ([['Skills', skillTags]] as const) : []),
      ],
      { width: sheet.width - QR_POINTS - 40 },
    );
  });
}
