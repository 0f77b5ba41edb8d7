import { formatMoney } from '../../lib/money.js';
import { Icon, type IconName } from '../../parts/icon.js';
import type { PageContext } from '../page.js';
import { faultOf } from './forms.js';

const ICONS: Record<string, IconName> = { stripe: 'card', mock: 'bolt', credit_card: 'bolt' };

/** Those of the API's that differ to a person: both of the simulator are one. */
export function Methods({ methods, page }: { methods: readonly string[]; page: PageContext }) {
  const { t, typed, knows } = page;
  const shown = methods.filter((method) => method !== 'credit_card' || !methods.includes('mock')).reverse();
  const fault = faultOf(page, 'method');
  const chosen = shown.find((method) => method === typed['method']) ?? shown[0];
  return (
    <fieldset class="field methods">
      <legend>{t('event.pay_with')}</legend>
      {shown.map((method) => {
        const key = `event.method.${method}`;
        return (
          <label key={method}>
            <input type="radio" name="method" value={method} checked={method === chosen} />
            <Icon name={ICONS[method] ?? 'card'} />
            {knows(key) ? t(key) : method}
          </label>
        );
      })}
      {fault && <p class="fault">{fault}</p>}
    </fieldset>
  );
}

interface PayWithProps {
  methods: readonly string[];
  price: string;
  currency: string;
  page: PageContext;
}

/** The fields of a form that pays, and the button that says how much. */
export function PayWith({ methods, price, currency, page }: PayWithProps) {
  const { t, language } = page;
  return (
    <>
      <Methods methods={methods} page={page} />
      <p>
        <button class="button wide">{t('event.pay', { price: formatMoney(price, currency, language) })}</button>
      </p>
    </>
  );
}
