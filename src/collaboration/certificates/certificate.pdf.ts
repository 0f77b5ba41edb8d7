import { dateOf } from '../../platform/documents/dates.js';
import type { Paper } from '../../platform/documents/paper.js';
import type { Certificate } from './certificate.entity.js';

const QR_POINTS = 96;

export function certificatePaper(certificate: Certificate, verifyUrl: string): Paper {
  const { holderName, organizerName } = certificate;
  const { certificateNumber, eventTitle, eventStartsAt, eventEndsAt, skillTags, issuedAt, hours } = certificate;
  const onDate = (instant: Date) => dateOf(instant, certificate.eventTimezone);
  const days = [...new Set([onDate(eventStartsAt), onDate(eventEndsAt)])].join(' – ');
  return {
    title: 'Certificate of attendance',
    issuer: organizerName,
    note: `Whether this certificate is genuine is said at ${verifyUrl}`,
    dated: issuedAt,
    isLandscape: true,
    blocks: [
      { kind: 'space', points: 24 },
      { kind: 'paragraph', text: 'This certifies that', isMuted: true, size: 12 },
      { kind: 'heading', text: holderName, size: 30 },
      { kind: 'paragraph', text: 'took part in', isMuted: true, size: 12 },
      { kind: 'heading', text: eventTitle },
      { kind: 'space', points: 24 },
      {
        kind: 'facts',
        qr: { text: verifyUrl, size: QR_POINTS },
        facts: [
          ['Date', days],
          ['Hours', String(hours)],
          ['Certificate', certificateNumber],
          ['Issued', onDate(issuedAt)],
          ...(skillTags ? ([['Skills', skillTags]] as const) : []),
        ],
      },
    ],
  };
}
