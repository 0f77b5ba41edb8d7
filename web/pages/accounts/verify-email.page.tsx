import { Field } from '../../parts/field.js';
import { Card } from '../frame/card.js';
import { ErrorSummary, faultOf, PageForm } from '../frame/forms.js';
import { definePage, type PageProps } from '../page.js';

export interface VerifyEmailBody {
  outcome?: 'verified' | 'erased' | 'sent';
}

export const VerifyEmailPage = definePage<VerifyEmailBody>({
  title: ({ page }) => page.t('verify.title'),
  View: VerifyEmail,
  island: { name: 'form', messages: [] },
  isPrivate: true,
});

function VerifyEmail({ body, page }: PageProps<VerifyEmailBody>) {
  const { t, typed, query, failure } = page;
  const token = typed['token'] ?? query['token'];
  if (body.outcome === 'sent')
    return (
      <Card title={t('forgot.done.title')} lead={t('verify.again.done')}>
        <p>
          <a href="/login">{t('forgot.back')}</a>
        </p>
      </Card>
    );
  if (body.outcome)
    return (
      <Card title={t(`verify.${DONE[body.outcome]}.title`)} lead={t(`verify.${DONE[body.outcome]}.text`)}>
        {body.outcome === 'verified' && (
          <p>
            <a class="button" href={page.viewer ? '/account' : '/login'}>
              {t(page.viewer ? 'frame.account' : 'login.title')}
            </a>
          </p>
        )}
      </Card>
    );
  if (!token || failure) return <SendAgain page={page} body={body} />;
  const isDenial = query['not_me'] !== undefined || typed['not_me'] !== undefined;
  return (
    <Card
      title={t(isDenial ? 'verify.denied.title' : 'verify.title')}
      lead={t(isDenial ? 'verify.denied.lead' : 'verify.lead')}
    >
      <PageForm page={page} action="/verify-email">
        <input type="hidden" name="token" value={token} />
        <p>
          <button class={isDenial ? 'button bad' : 'button'}>
            {t(isDenial ? 'verify.denied.submit' : 'verify.submit')}
          </button>
        </p>
      </PageForm>
    </Card>
  );
}

const DONE = { verified: 'done', erased: 'erased' } as const;

function SendAgain({ page }: PageProps<VerifyEmailBody>) {
  const { t, typed } = page;
  return (
    <Card title={t('verify.again.title')} lead={t('verify.again.lead')}>
      <ErrorSummary page={page} labels={{ email: t('forgot.email') }} />
      <PageForm page={page} action="/verify-email">
        <Field
          name="email"
          type="email"
          label={t('forgot.email')}
          autocomplete="email"
          required
          value={typed['email'] ?? ''}
          fault={faultOf(page, 'email')}
        />
        <p>
          <button class="button">{t('verify.again.submit')}</button>
        </p>
      </PageForm>
    </Card>
  );
}
