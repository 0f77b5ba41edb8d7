import { formatMoment } from '../../lib/time.js';
import type { MessageKey } from '../../messages/en.js';
import { Select } from '../../parts/field.js';
import { Icon } from '../../parts/icon.js';
import { Notice } from '../../parts/notice.js';
import { faultOf } from '../frame/forms.js';
import { definePage, type PageProps } from '../page.js';
import type { Wire } from '../wire.js';
import { ActionForm, Input, isSent, Section, Settings } from './settings.js';

export interface TokensBody {
  account: Wire<'AccountResponse'>;
  tokens: readonly Wire<'ApiTokenResponse'>[];
  /** What a token may be good for. */
  contexts: readonly string[];
  made?: Wire<'NewApiTokenResponse'>;
}

const MAKE = 'make';
const LIVES = [30, 90, 365];

export const TokensPage = definePage<TokensBody>({
  title: ({ page }) => page.t('account.tokens.title'),
  View: Tokens,
  island: { name: 'form', messages: [] },
  isPrivate: true,
  width: 'wide',
});

function Tokens({ body: { account, tokens, contexts, made }, page }: PageProps<TokensBody>) {
  const { t, language, typed } = page;
  const zone = page.zone ?? account.timezone;
  const sent = isSent(page, MAKE) && !made;
  const chosen = (name: string, otherwise: string) => (sent ? (typed[name] ?? '') : otherwise);
  return (
    <Settings page={page} room="tokens">
      {made && (
        <Notice kind="ok" title={t('account.tokens.made', { name: made.name })}>
          <p>
            <code class="secret">{made.token}</code>
          </p>
        </Notice>
      )}
      {tokens.length > 0 && (
        <Section id="tokens" title={t('account.tokens.yours')}>
          <ul class="rows">
            {tokens.map(({ id, name, prefix, scopes, expires_at: endsAt, last_used_at: usedAt }) => (
              <li key={id}>
                <Icon name="key" />
                <div>
                  <strong>{name}</strong> <code>{prefix}…</code>
                  <p class="below">{scopes.join(', ')}</p>
                  <p class="below">
                    {t('account.tokens.until', { moment: formatMoment(endsAt, zone, language) })} ·{' '}
                    {usedAt
                      ? t('account.used', { moment: formatMoment(usedAt, zone, language) })
                      : t('account.tokens.unused')}
                  </p>
                </div>
                <ActionForm page={page} action="end" of={id}>
                  <button class="button small quiet" aria-label={t('account.tokens.end_of', { name })}>
                    {t('account.sessions.end')}
                  </button>
                </ActionForm>
              </li>
            ))}
          </ul>
        </Section>
      )}
      <Section id="make" title={t('account.tokens.make')} lead={t('account.tokens.make_lead')}>
        <ActionForm
          page={page}
          action={MAKE}
          labels={{ name: t('account.tokens.name'), scopes: t('account.tokens.scopes') }}
        >
          <div class="columns">
            <Input
              page={page}
              action={made ? '' : MAKE}
              name="name"
              label={t('account.tokens.name')}
              hint={t('account.tokens.name_hint')}
              autocomplete="off"
              required
            />
            <Select
              name="days"
              label={t('account.tokens.days')}
              value={chosen('days', '90')}
              options={LIVES.map((n) => [String(n), t('account.tokens.n_days', { n })])}
            />
          </div>
          <fieldset
            class="field stack"
            id={`${MAKE}-scopes`}
            aria-describedby={sent && faultOf(page, 'scopes') ? 'scopes-fault' : undefined}
          >
            <legend>{t('account.tokens.scopes')}</legend>
            {sent && faultOf(page, 'scopes') && (
              <p class="fault" id="scopes-fault">
                {faultOf(page, 'scopes')}
              </p>
            )}
            <div class="columns">
              {contexts.map((context) => (
                <Select
                  key={context}
                  name={context}
                  label={t(`account.scope.${context}` as MessageKey)}
                  value={chosen(context, '')}
                  options={[
                    ['', t('account.scope.none')],
                    ['read', t('account.scope.read')],
                    ['write', t('account.scope.write')],
                  ]}
                />
              ))}
            </div>
          </fieldset>
          <p>
            <button class="button">{t('account.tokens.submit')}</button>
          </p>
        </ActionForm>
      </Section>
    </Settings>
  );
}
