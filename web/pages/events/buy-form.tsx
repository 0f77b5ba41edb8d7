import type { ComponentChildren } from 'preact';
import { formatMoney, isFree } from '../../lib/money.js';
import { formatDate, localDate } from '../../lib/time.js';
import { Stepper } from '../../parts/stepper.js';
import { faultOf, PageForm } from '../frame/forms.js';
import type { PageContext, PageProps } from '../page.js';
import { Methods } from '../frame/payment-methods.js';
import type { EventDetails, TicketedBody } from './event-body.js';
import { sumOf, taxOf } from './sums.js';

const MOST = 10;

/** Chooses how many, and how to pay them; who has not signed in does so first, and comes back. */
export function BuyForm({ body, page }: PageProps<TicketedBody>) {
  const { t, language } = page;
  const { event } = body;
  const { price, currency, available_spots: left, payment_methods: methods } = event;
  const isPriced = !isFree(price);
  const many = chosenNumber(page, left);
  const isOpen = page.viewer === null || !isPriced || methods.length > 0;
  const words = page.viewer
    ? t(isPriced ? 'event.buy' : 'event.take', { n: many })
    : t(isPriced ? 'event.sign_in_to_buy' : 'event.sign_in_to_take');
  return (
    <>
      <Form event={event} page={page}>
        <Stepper
          name="number_of_tickets"
          label={t('event.many')}
          less={t('event.less')}
          more={t('event.more')}
          value={many}
          max={Math.min(MOST, left ?? MOST)}
          fault={faultOf(page, 'number_of_tickets')}
        />
        {isPriced && page.viewer && <Methods methods={methods} page={page} />}
        {isPriced && <Sum event={event} page={page} many={many} />}
        {isOpen ? (
          <p class="buys-here">
            <button class="button wide" data-label={isPriced ? 'event.buy' : 'event.take'}>
              {words}
            </button>
          </p>
        ) : (
          <p class="fault">{t('event.no_methods')}</p>
        )}
        {isPriced && <p class="hint">{termsOf(event, page)}</p>}
      </Form>
      {isOpen && (
        <p class="buys">
          <strong data-sum="total">
            {isPriced ? formatMoney(sumOf(price, many), currency, language) : t('events.free')}
          </strong>
          <button class="button" form="buy" data-label={isPriced ? 'event.buy' : 'event.take'}>
            {words}
          </button>
        </p>
      )}
    </>
  );
}

interface FormProps {
  event: EventDetails;
  page: PageContext;
  children: ComponentChildren;
}

function Form({ event, page, children }: FormProps) {
  if (page.viewer)
    return (
      <PageForm page={page} id="buy">
        <input type="hidden" name="action" value="buy" />
        {children}
      </PageForm>
    );
  return (
    <form method="get" action="/login" id="buy" class="stack">
      <input type="hidden" name="next" value={`/events/${event.id}`} />
      {children}
    </form>
  );
}

function Sum({ event, page, many }: { event: EventDetails; page: PageContext; many: number }) {
  const { t, language } = page;
  const { price, currency, tax_rate: rate } = event;
  const show = (amount: string) => formatMoney(amount, currency, language);
  const total = sumOf(price, many);
  return (
    <dl class="quote" data-price={price} data-currency={currency} data-rate={rate}>
      <div>
        <dt>
          <span data-sum="many">{many}</span> × {show(price)}
        </dt>
        <dd data-sum="total">{show(total)}</dd>
      </div>
      {!isFree(rate) && (
        <div>
          <dt>{t('event.tax', { rate: Number(rate) })}</dt>
          <dd data-sum="tax">{show(taxOf(total, rate))}</dd>
        </div>
      )}
      <div class="total">
        <dt>{t('event.total')}</dt>
        <dd data-sum="total">{show(total)}</dd>
      </div>
    </dl>
  );
}

function termsOf(
  { refund_policy: steps, start_date: starts, timezone }: EventDetails,
  page: PageContext,
): string {
  const { t, language, now } = page;
  const whole = (steps ?? []).filter(({ percent }) => percent === 100).at(-1);
  const until = whole && new Date(Date.parse(starts) - whole.hours_before * 3_600_000).toISOString();
  const refund =
    until !== undefined && until > now
      ? t('event.refund_until', { date: formatDate(localDate(until, timezone), language) })
      : '';
  return `${t('event.held_while')} ${refund}`.trim();
}

/** What was typed, else what the address says, else one. */
export function chosenNumber({ typed, query }: PageContext, left: number | null): number {
  const asked = Number(typed['number_of_tickets'] ?? query['tickets'] ?? 1);
  return Number.isInteger(asked) && asked >= 1 ? Math.min(asked, MOST, Math.max(left ?? MOST, 1)) : 1;
}
