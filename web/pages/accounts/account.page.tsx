import { Card } from '../frame/card.js';
import { PageForm } from '../frame/forms.js';
import { definePage } from '../page.js';

export const AccountPage = definePage<object>({
  title: ({ page }) => page.t('account.title'),
  View: ({ page }) => (
    <Card title={page.t('account.title')} lead={page.t('account.as', { name: page.viewer?.fullName ?? '' })}>
      <PageForm page={page} action="/account">
        <button class="button quiet">{page.t('account.sign_out')}</button>
      </PageForm>
    </Card>
  ),
  isPrivate: true,
});
