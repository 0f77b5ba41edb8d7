import { Field } from '../../parts/field.js';
import { Card } from '../frame/card.js';
import { ErrorSummary, faultOf, PageForm } from '../frame/forms.js';
import { definePage, type PageProps } from '../page.js';
import { CreditEntries, type CreditEntry } from './credit-entries.js';

interface MeetingCredits {
  meeting_id: number;
  balance: number;
  entries: readonly CreditEntry[];
  can_hold: boolean;
}

export const MeetingCreditsPage = definePage<MeetingCredits>({
  title: ({ page }) => page.t('meetings.credits'),
  View: Shown,
  island: { name: 'form', messages: [] },
  isPrivate: true,
});

function Shown({ body, page }: PageProps<MeetingCredits>) {
  const { t, typed, query } = page;
  const labels = { amount: t('credits.amount') };
  return (
    <>
      <Card title={t('meetings.credits')} lead={t('credits.balance', { n: body.balance })}>
        {body.can_hold && (
          <PageForm page={page} action={page.path}>
            <ErrorSummary page={page} labels={labels} />
            <Field
              name="amount"
              type="number"
              min={1}
              max={1000}
              inputMode="numeric"
              label={labels.amount}
              hint={t('credits.amount_hint')}
              value={typed['amount'] ?? query['amount'] ?? '1'}
              fault={faultOf(page, 'amount')}
              required
            />
            <p class="row">
              <button class="button">{t('credits.hold')}</button>
              <a href="/account/credits">{t('credits.buy')}</a>
            </p>
          </PageForm>
        )}
        <CreditEntries entries={body.entries} page={page} />
        <p class="below">
          <a href={`/meetings/${body.meeting_id}`}>{t('credits.back')}</a>
        </p>
      </Card>
    </>
  );
}
