import { Checkbox, Field } from '../../parts/field.js';
import { Card } from '../frame/card.js';
import { ErrorSummary, faultOf, PageForm } from '../frame/forms.js';
import { definePage, type PageProps } from '../page.js';

export interface RegisterBody {
  /** Where the link went, once there is an account that waits for it. */
  waits_for?: string;
}

export const RegisterPage = definePage<RegisterBody>({
  title: ({ page }) => page.t('register.title'),
  View: (props) => (props.body.waits_for ? <LookIntoMail {...props} /> : <RegisterForm {...props} />),
  island: { name: 'form', messages: ['form.'] },
  isPrivate: true,
});

function LookIntoMail({ body, page: { t } }: PageProps<RegisterBody>) {
  return (
    <Card title={t('register.done.title')} lead={t('register.done.text', { email: body.waits_for! })}>
      <p>
        <a href="/verify-email">{t('login.resend')}</a>
      </p>
    </Card>
  );
}

function RegisterForm({ page }: PageProps<RegisterBody>) {
  const { t, typed, query } = page;
  const next = typed['next'] ?? query['next'];
  const labels = {
    username: t('register.username'),
    email: t('register.email'),
    first_name: t('register.first_name'),
    last_name: t('register.last_name'),
    password: t('register.password'),
  };
  return (
    <Card title={t('register.title')}>
      <ErrorSummary page={page} labels={labels} />
      <PageForm page={page} action="/register">
        {next && <input type="hidden" name="next" value={next} />}
        <div class="columns">
          <Field
            name="first_name"
            label={labels.first_name}
            optional={t('form.optional')}
            autocomplete="given-name"
            value={typed['first_name'] ?? ''}
            fault={faultOf(page, 'first_name')}
          />
          <Field
            name="last_name"
            label={labels.last_name}
            optional={t('form.optional')}
            autocomplete="family-name"
            value={typed['last_name'] ?? ''}
            fault={faultOf(page, 'last_name')}
          />
        </div>
        <Field
          name="username"
          label={labels.username}
          hint={t('register.username_hint')}
          autocomplete="username"
          autocapitalize="none"
          spellcheck={false}
          required
          value={typed['username'] ?? ''}
          fault={faultOf(page, 'username')}
        />
        <Field
          name="email"
          type="email"
          label={labels.email}
          hint={t('register.email_hint')}
          autocomplete="email"
          required
          value={typed['email'] ?? ''}
          fault={faultOf(page, 'email')}
        />
        <Field
          name="password"
          type="password"
          label={labels.password}
          hint={t('register.password_hint')}
          autocomplete="new-password"
          required
          showLabel={t('form.show_password')}
          fault={faultOf(page, 'password')}
        />
        <Checkbox
          name="user_type"
          value="organizer"
          label={t('register.organizer')}
          checked={typed['user_type'] === 'organizer'}
        />
        <p>
          <button class="button">{t('register.submit')}</button>
        </p>
      </PageForm>
      <p class="below">
        {t('register.have')} <a href="/login">{t('login.title')}</a>
      </p>
    </Card>
  );
}
