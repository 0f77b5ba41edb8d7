import { formatDate, localDate } from '../../lib/time.js';
import { Notice } from '../../parts/notice.js';
import { Card } from '../frame/card.js';
import { definePage, type PageProps } from '../page.js';
import type { Wire } from '../wire.js';

type Verification = Wire<'CertificateVerificationResponse'>;

export const CertificatePage = definePage<Verification>({
  title: ({ page }) => page.t('certificate.title'),
  View: Certificate,
  isPrivate: true,
});

/** Whether a certificate is genuine, to who was shown one. */
function Certificate({ body, page }: PageProps<Verification>) {
  const { t, language, zone } = page;
  if (!body.valid)
    return (
      <Card title={t('certificate.title')}>
        <Notice kind="bad" title={t('certificate.unknown')}>
          <p>{t('certificate.unknown_text')}</p>
        </Notice>
        <p class="below">{`${t('certificate.number')}: ${body.certificate_number}`}</p>
      </Card>
    );
  const issued = body.issued_date && formatDate(localDate(body.issued_date, zone ?? 'UTC'), language, true);
  const facts = [
    [t('certificate.holder'), body.holder_name],
    [t('certificate.event'), body.event_title],
    [t('certificate.hours'), new Intl.NumberFormat(language).format(body.hours_completed ?? 0)],
    [t('certificate.issued'), issued],
    [t('certificate.number'), body.certificate_number],
  ];
  return (
    <Card title={t('certificate.title')}>
      <Notice kind="ok" title={t('certificate.genuine')} />
      <dl class="quote">
        {facts.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </Card>
  );
}
