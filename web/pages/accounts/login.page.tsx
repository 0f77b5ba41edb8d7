import { Field } from '../../parts/field.js';
import { ErrorSummary, faultOf, PageForm } from '../frame/forms.js';
import { definePage, type PageContext, type PageProps } from '../page.js';
import { Card } from '../frame/card.js';
import type { Wire } from '../wire.js';

export interface LoginBody extends Wire<'ProvidersResponse'> {
  /** The password was right, and a code is asked for besides. */
  mfa_token?: string;
}

export const LoginPage = definePage<LoginBody>({
  title: ({ body, page }) => page.t(mfaTokenOf(body, page) ? 'login.mfa.title' : 'login.title'),
  View: (props) => (mfaTokenOf(props.body, props.page) ? <SecondFactor {...props} /> : <SignIn {...props} />),
  island: { name: 'form', messages: ['form.', 'account.passkey.'] },
  isPrivate: true,
});

/** After a wrong code the same token still counts; one that is over leads back to the password. */
function mfaTokenOf(body: LoginBody, { typed, failure }: PageContext): string | undefined {
  return failure?.code === 'INVALID_TOKEN' ? undefined : body.mfa_token || typed['mfa_token'];
}

function SignIn({ body, page }: PageProps<LoginBody>) {
  const { t, typed, query, failure } = page;
  const next = typed['next'] ?? query['next'];
  const offers = offersOf(body, t('login.sso'));
  return (
    <Card title={t('login.title')}>
      <ErrorSummary page={page} labels={{ username: t('login.username'), password: t('login.password') }} />
      {failure?.code === 'ACCOUNT_NOT_VERIFIED' && (
        <p>
          <a href="/verify-email">{t('login.resend')}</a>
        </p>
      )}
      <PageForm page={page} action="/login">
        {next && <input type="hidden" name="next" value={next} />}
        <Field
          name="username"
          label={t('login.username')}
          autocomplete="username"
          autocapitalize="none"
          spellcheck={false}
          required
          value={typed['username'] ?? ''}
          fault={faultOf(page, 'username')}
        />
        <Field
          name="password"
          type="password"
          label={t('login.password')}
          autocomplete="current-password"
          required
          showLabel={t('form.show_password')}
          fault={faultOf(page, 'password')}
        />
        <p class="row">
          <button class="button">{t('login.submit')}</button>
          <a href="/forgot-password">{t('login.forgot')}</a>
        </p>
      </PageForm>
      <div data-passkey data-next={next} hidden>
        <button type="button" class="button quiet wide">
          {t('login.passkey')}
        </button>
      </div>
      <p class="notice bad" role="alert" id="passkey-refused" hidden />
      {offers.length > 0 && (
        <>
          <p class="or">{t('login.or')}</p>
          <ul class="offers">
            {offers.map(({ name, url }) => (
              <li key={url}>
                <a class="button quiet wide" href={url}>
                  {t('login.with', { name })}
                </a>
              </li>
            ))}
          </ul>
        </>
      )}
      <p class="below">
        {t('login.new')}{' '}
        <a href={next ? `/register?next=${encodeURIComponent(next)}` : '/register'}>{t('login.register')}</a>
      </p>
    </Card>
  );
}

function SecondFactor({ body, page }: PageProps<LoginBody>) {
  const { t, typed, query } = page;
  const next = typed['next'] ?? query['next'];
  return (
    <Card title={t('login.mfa.title')} lead={t('login.mfa.lead')}>
      <ErrorSummary page={page} labels={{ code: t('login.mfa.code') }} />
      <PageForm page={page} action="/login">
        <input type="hidden" name="mfa_token" value={mfaTokenOf(body, page)} />
        {next && <input type="hidden" name="next" value={next} />}
        <Field
          name="code"
          label={t('login.mfa.code')}
          autocomplete="one-time-code"
          inputMode="numeric"
          fault={faultOf(page, 'code')}
        />
        <details>
          <summary>{t('login.mfa.recovery')}</summary>
          <Field name="recovery_code" label={t('login.mfa.recovery_code')} autocomplete="off" />
        </details>
        <p class="row">
          <button class="button">{t('login.mfa.submit')}</button>
          <a href="/login">{t('login.mfa.back')}</a>
        </p>
      </PageForm>
    </Card>
  );
}

function offersOf({ google, github, oidc, saml }: LoginBody, sso: string): { name: string; url: string }[] {
  return [
    { name: 'Google', url: google.login_url },
    { name: 'GitHub', url: github.login_url },
    ...oidc.providers.map(({ name, login_url: url }) => ({ name, url })),
    { name: sso, url: saml.login_url },
  ].filter((offer): offer is { name: string; url: string } => offer.url !== null);
}
