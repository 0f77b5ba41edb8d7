import { Checkbox } from '../../parts/field.js';
import { Icon } from '../../parts/icon.js';
import { faultOf } from '../frame/forms.js';
import { definePage, type PageProps } from '../page.js';
import type { Wire } from '../wire.js';
import { ActionForm, isSent, Proof, proofLabels, Section, Settings } from './settings.js';

const ERASE = 'erase';

export const DataPage = definePage<Wire<'AccountResponse'>>({
  title: ({ page }) => page.t('account.data.title'),
  View: Data,
  island: { name: 'form', messages: ['form.'] },
  isPrivate: true,
  width: 'wide',
});

function Data({ body, page }: PageProps<Wire<'AccountResponse'>>) {
  const { t } = page;
  const fault = isSent(page, ERASE) ? faultOf(page, 'sure') : undefined;
  return (
    <Settings page={page} room="data">
      <Section id="export" title={t('account.export.title')} lead={t('account.export.lead')}>
        <p>
          <a class="button quiet" href="/api/v1/users/me/export" download={`${body.username}.json`}>
            <Icon name="download" /> {t('account.export.submit')}
          </a>
        </p>
      </Section>
      <Section id="erase" title={t('account.erase.title')} lead={t('account.erase.lead')}>
        <ActionForm page={page} action={ERASE} labels={{ ...proofLabels(page), sure: t('account.erase.sure') }}>
          <Proof page={page} action={ERASE} hasCode={body.mfa_enabled} />
          <Checkbox name="sure" id={`${ERASE}-sure`} label={t('account.erase.sure')} required fault={fault} />
          <p>
            <button class="button bad">{t('account.erase.submit')}</button>
          </p>
        </ActionForm>
      </Section>
    </Settings>
  );
}
