import { Field } from '../../parts/field.js';
import { Card } from '../frame/card.js';
import { ErrorSummary, faultOf, failureText, PageForm } from '../frame/forms.js';
import { definePage, type PageProps } from '../page.js';

export interface ResetPasswordBody {
  message?: string;
}

export const ResetPasswordPage = definePage<ResetPasswordBody>({
  title: ({ page }) => page.t('reset.title'),
  View: ResetPassword,
  island: { name: 'form', messages: ['form.'] },
  isPrivate: true,
});

function ResetPassword({ body, page }: PageProps<ResetPasswordBody>) {
  const { t, typed, query, failure } = page;
  const token = typed['token'] ?? query['token'];
  if (body.message)
    return (
      <Card title={t('reset.done.title')} lead={t('reset.done.text')}>
        <p>
          <a class="button" href="/login">
            {t('login.title')}
          </a>
        </p>
      </Card>
    );
  if (!token || failure?.code === 'INVALID_TOKEN')
    return (
      <Card title={t('reset.title')} lead={failure ? failureText(page) : t('error.INVALID_TOKEN')}>
        <p>
          <a class="button" href="/forgot-password">
            {t('reset.again')}
          </a>
        </p>
      </Card>
    );
  return (
    <Card title={t('reset.title')} lead={t('reset.lead')}>
      <ErrorSummary page={page} labels={{ new_password: t('reset.new_password') }} />
      <PageForm page={page} action="/reset-password">
        <input type="hidden" name="token" value={token} />
        <Field
          name="new_password"
          type="password"
          label={t('reset.new_password')}
          hint={t('register.password_hint')}
          autocomplete="new-password"
          required
          showLabel={t('form.show_password')}
          fault={faultOf(page, 'new_password')}
        />
        <p>
          <button class="button">{t('reset.submit')}</button>
        </p>
      </PageForm>
    </Card>
  );
}
