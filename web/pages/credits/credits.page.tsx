import { formatMoney } from '../../lib/money.js';
import { Field, Select } from '../../parts/field.js';
import { Notice } from '../../parts/notice.js';
import { Section, Settings } from '../accounts/settings.js';
import { ErrorSummary, faultOf, PageForm } from '../frame/forms.js';
import { definePage, type PageProps } from '../page.js';
import { CreditEntries, type CreditEntry } from './credit-entries.js';

interface Credits {
  balance: number;
  entries: readonly CreditEntry[];
  page: number;
  has_more: boolean;
  methods: readonly ('stripe' | 'credit_card' | 'mock')[];
  /** How one's newest purchase stands: a provider may tell later of it than the buyer comes back. */
  last_purchase: 'pending' | 'completed' | 'failed' | null;
}

export const CreditsPage = definePage<Credits>({
  title: ({ page }) => page.t('account.credits.title'),
  View: Shown,
  island: { name: 'form', messages: [] },
  isPrivate: true,
  width: 'wide',
});

/** What came of buying. */
function Outcome({ body, page: { t, query } }: PageProps<Credits>) {
  const isBought = query['done'] === 'bought' && body.last_purchase !== null;
  if (query['done'] === 'declined' || (isBought && body.last_purchase === 'failed'))
    return <Notice kind="bad" title={t('credits.declined')} />;
  if (!isBought) return null;
  return <Notice kind="ok" title={t(body.last_purchase === 'pending' ? 'credits.paying' : 'credits.bought')} />;
}

function Shown({ body, page }: PageProps<Credits>) {
  const { t, typed, language } = page;
  const labels = { credits: t('credits.how_many'), method: t('credits.method') };
  return (
    <Settings page={page} room="credits">
      <Outcome body={body} page={page} />
      <Section
        id="balance"
        title={t('credits.balance', { n: body.balance })}
        lead={t('credits.price', { price: formatMoney('1.00', 'USD', language) })}
      >
        {body.methods.length === 0 ? (
          <p class="lead">{t('credits.none_offered')}</p>
        ) : (
          <PageForm page={page} action={page.path}>
            <ErrorSummary page={page} labels={labels} />
            <div class="columns">
              <Field
                name="credits"
                type="number"
                min={1}
                max={1000}
                inputMode="numeric"
                label={labels.credits}
                value={typed['credits'] ?? '5'}
                fault={faultOf(page, 'credits')}
                required
              />
              <Select
                name="method"
                label={labels.method}
                value={typed['method'] ?? body.methods[0]!}
                options={body.methods.map((method) => [method, t(`credits.method.${method}`)])}
                fault={faultOf(page, 'method')}
              />
            </div>
            <p>
              <button class="button">{t('credits.buy')}</button>
            </p>
          </PageForm>
        )}
      </Section>
      <Section id="entries" title={t('credits.entries')}>
        <CreditEntries entries={body.entries} page={page} />
        <nav class="row" aria-label={t('experts.pages')}>
          {body.page > 1 && (
            <a href={`?page=${body.page - 1}`} rel="prev">
              {t('experts.previous')}
            </a>
          )}
          {body.has_more && (
            <a href={`?page=${body.page + 1}`} rel="next">
              {t('experts.next')}
            </a>
          )}
        </nav>
      </Section>
    </Settings>
  );
}
