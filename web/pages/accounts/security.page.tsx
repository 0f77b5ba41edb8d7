import { definePage, type PageProps } from '../page.js';
import type { Wire } from '../wire.js';
import { ActionForm, Input, Proof, proofLabels, Section, Settings } from './settings.js';

export const SecurityPage = definePage<Wire<'AccountResponse'>>({
  title: ({ page }) => page.t('account.security.title'),
  View: Security,
  island: { name: 'form', messages: ['form.'] },
  isPrivate: true,
  width: 'wide',
});

function Security({ body, page }: PageProps<Wire<'AccountResponse'>>) {
  const { t } = page;
  const email = { page, action: 'change_email' };
  const password = { page, action: 'change_password' };
  const labels = {
    ...proofLabels(page),
    email: t('account.email.new'),
    new_password: t('reset.new_password'),
    new_password_confirm: t('account.password.again'),
  };
  return (
    <Settings page={page} room="security">
      <Section
        id="email"
        title={t('account.email.title')}
        lead={t('account.email.lead', { email: body.email })}
      >
        {!body.is_verified && (
          <p>
            <a href="/verify-email">{t('account.email.unverified')}</a>
          </p>
        )}
        <ActionForm {...email} labels={labels}>
          <Input
            {...email}
            name="email"
            type="email"
            label={labels.email}
            hint={t('account.email.hint')}
            autocomplete="email"
            required
          />
          <Proof {...email} hasCode={body.mfa_enabled} />
          <p>
            <button class="button">{t('account.email.submit')}</button>
          </p>
        </ActionForm>
      </Section>
      <Section id="password" title={t('account.password.title')} lead={t('account.password.lead')}>
        <ActionForm {...password} labels={labels}>
          <Proof {...password} name="current_password" hasCode={body.mfa_enabled} />
          <div class="columns">
            {(['new_password', 'new_password_confirm'] as const).map((name) => (
              <Input
                {...password}
                key={name}
                name={name}
                type="password"
                label={labels[name]}
                {...(name === 'new_password' && { hint: t('register.password_hint') })}
                autocomplete="new-password"
                required
                showLabel={t('form.show_password')}
              />
            ))}
          </div>
          <p>
            <button class="button">{t('account.password.submit')}</button>
          </p>
        </ActionForm>
      </Section>
    </Settings>
  );
}
