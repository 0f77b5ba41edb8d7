import { Field } from '../../parts/field.js';
import { Card } from '../frame/card.js';
import { ErrorSummary, faultOf, PageForm } from '../frame/forms.js';
import { definePage, type PageProps } from '../page.js';

export interface ForgotPasswordBody {
  message?: string;
}

export const ForgotPasswordPage = definePage<ForgotPasswordBody>({
  title: ({ page }) => page.t('forgot.title'),
  View: ForgotPassword,
  island: { name: 'form', messages: [] },
  isPrivate: true,
});

function ForgotPassword({ body, page }: PageProps<ForgotPasswordBody>) {
  const { t, typed } = page;
  if (body.message)
    return (
      <Card title={t('forgot.done.title')} lead={t('forgot.done.text')}>
        <p>
          <a href="/login">{t('forgot.back')}</a>
        </p>
      </Card>
    );
  return (
    <Card title={t('forgot.title')} lead={t('forgot.lead')}>
      <ErrorSummary page={page} labels={{ email: t('forgot.email') }} />
      <PageForm page={page} action="/forgot-password">
        <Field
          name="email"
          type="email"
          label={t('forgot.email')}
          autocomplete="email"
          required
          value={typed['email'] ?? ''}
          fault={faultOf(page, 'email')}
        />
        <p class="row">
          <button class="button">{t('forgot.submit')}</button>
          <a href="/login">{t('forgot.back')}</a>
        </p>
      </PageForm>
    </Card>
  );
}
