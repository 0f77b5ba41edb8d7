import { formatMoment } from '../../lib/time.js';
import { Icon } from '../../parts/icon.js';
import type { PageContext } from '../page.js';
import type { Wire } from '../wire.js';

export type CreditEntry = Wire<'CreditEntryResponse'>;

interface EntriesProps {
  entries: readonly CreditEntry[];
  page: PageContext;
}

/** What came and what went, newest first. */
export function CreditEntries({ entries, page }: EntriesProps) {
  const { t, language, zone } = page;
  if (entries.length === 0) return <p class="lead">{t('credits.none')}</p>;
  return (
    <ul class="rows">
      {entries.map(({ id, transaction_type: type, amount, created_at: at, related_meeting_id: meeting }) => (
        <li key={id}>
          <Icon name="card" />
          <div>
            {meeting === null ? (
              t(`credits.type.${type}`)
            ) : (
              <a href={`/meetings/${meeting}`}>{t(`credits.type.${type}`)}</a>
            )}
            <p class="below">{formatMoment(at, zone ?? 'UTC', language)}</p>
          </div>
          <strong>
            {type === 'spent' ? '−' : '+'}
            {amount}
          </strong>
        </li>
      ))}
    </ul>
  );
}
