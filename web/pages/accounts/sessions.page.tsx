import { formatMoment } from '../../lib/time.js';
import { Icon } from '../../parts/icon.js';
import { definePage, type PageProps } from '../page.js';
import type { Wire } from '../wire.js';
import { ActionForm, Section, Settings } from './settings.js';

export interface SessionsBody {
  account: Wire<'AccountResponse'>;
  sessions: readonly Wire<'LoginSessionResponse'>[];
}

export const SessionsPage = definePage<SessionsBody>({
  title: ({ page }) => page.t('account.sessions.title'),
  View: Sessions,
  isPrivate: true,
  width: 'wide',
});

function Sessions({ body: { account, sessions }, page }: PageProps<SessionsBody>) {
  const { t, language, zone } = page;
  return (
    <Settings page={page} room="sessions">
      <Section id="sessions" title={t('account.sessions.count', { n: sessions.length })}>
        <ul class="rows">
          {sessions.map(({ id, device, ip_address: ip, last_used_at: usedAt, is_current: isCurrent }) => (
            <li key={id}>
              <Icon name="device" />
              <div>
                <strong>{device}</strong>{' '}
                {isCurrent && <span class="tag ok">{t('account.sessions.this')}</span>}
                <p class="below">
                  {ip} ·{' '}
                  {t('account.used', { moment: formatMoment(usedAt, zone ?? account.timezone, language) })}
                </p>
              </div>
              <ActionForm page={page} action="end" of={id}>
                <button class="button small quiet" aria-label={t('account.sessions.end_of', { device })}>
                  {t('account.sessions.end')}
                </button>
              </ActionForm>
            </li>
          ))}
        </ul>
        {sessions.length > 1 && (
          <ActionForm page={page} action="end_others">
            <p>
              <button class="button">{t('account.sessions.end_others')}</button>
            </p>
          </ActionForm>
        )}
      </Section>
    </Settings>
  );
}
