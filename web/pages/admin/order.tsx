import { Icon } from '../../parts/icon.js';
import type { PageContext } from '../page.js';
import type { Finding } from './figures.js';

const PLACES: Record<string, string> = {
  invariants: '/admin/ledger',
  ledger: '/admin/ledger',
  audit: '/admin/audit',
  queues: '/admin/queues',
  mails: '/admin/mails',
  payments: '/admin/payments',
  webhooks: '/admin/webhooks',
};

/** Each thing that is to be in order, with the place where it is seen to. */
export function Order({ page, findings }: { page: PageContext; findings: readonly Finding[] }) {
  const { t, language } = page;
  return (
    <ul class="order">
      {findings.map(({ name, is_fine: isFine, figures }) => (
        <li key={name}>
          <span class={isFine ? 'tag ok' : 'tag warn'}>
            <Icon name={isFine ? 'check' : 'alert'} />
            <span class="unseen">{t(isFine ? 'admin.order.fine' : 'admin.order.look')}</span>
          </span>
          <div>
            <h3>{PLACES[name] ? <a href={PLACES[name]}>{nameOf(name, page)}</a> : nameOf(name, page)}</h3>
            <p class="below">{wordsOf(name, figures, page, language)}</p>
          </div>
        </li>
      ))}
    </ul>
  );
}

const nameOf = (name: string, { t, knows }: PageContext) => {
  const key = `admin.order.${name}`;
  return knows(key) ? t(key) : name;
};

function wordsOf(name: string, figures: Record<string, number>, { t, knows }: PageContext, language: string) {
  const unused = 'is_used' in figures && figures['is_used'] === 0;
  const key = `admin.order.${name}.${unused ? 'unused' : 'figures'}`;
  if (knows(key)) return t(key, figures);
  const number = new Intl.NumberFormat(language);
  return Object.entries(figures)
    .map(([each, value]) => `${each} ${number.format(value)}`)
    .join(', ');
}
