import { Avatar } from '../../parts/avatar.js';
import { Table } from '../../parts/table.js';
import type { PageContext } from '../page.js';
import type { Wire } from '../wire.js';
import { shortMoment } from './words.js';

export type AuditEntry = Wire<'AuditEntryResponse'>;

interface AuditTrailProps {
  page: PageContext;
  entries: readonly AuditEntry[];
}

/** Who did what, when, and from where. */
export function AuditTable({ page, entries, caption }: AuditTrailProps & { caption: string }) {
  const { t } = page;
  if (entries.length === 0) return <p class="lead">{t('admin.audit.none')}</p>;
  return (
    <Table
      caption={caption}
      rows={entries}
      keyOf={({ id }) => id}
      columns={[
        {
          name: 'when',
          label: t('admin.column.when'),
          cell: (entry) => whenOf(entry, page),
        },
        {
          name: 'who',
          label: t('admin.column.who'),
          cell: (entry) => <Actor entry={entry} page={page} />,
        },
        {
          name: 'what',
          label: t('admin.column.what'),
          cell: (entry) => <Deed entry={entry} />,
        },
        { name: 'from', label: t('admin.column.from'), cell: ({ ip_address: ip }) => ip && <code>{ip}</code> },
      ]}
    />
  );
}

/** The same where there is no room for columns: beside what it is about. */
export function AuditTrail({ page, entries }: AuditTrailProps) {
  if (entries.length === 0) return <p class="lead">{page.t('admin.audit.none')}</p>;
  return (
    <ul class="rows trail">
      {entries.map((entry) => (
        <li key={entry.id}>
          <div>
            <Deed entry={entry} />
            <p class="below">
              <Actor entry={entry} page={page} /> {whenOf(entry, page)}{' '}
              {entry.ip_address && <code>{entry.ip_address}</code>}
            </p>
          </div>
        </li>
      ))}
    </ul>
  );
}

function Deed({ entry }: { entry: AuditEntry }) {
  const { action, subject_type: type, subject_id: id, details } = entry;
  return (
    <>
      <span class="tag plain">{action}</span> {[type, id].filter(Boolean).join(' ')}
      {Object.keys(details).length > 0 && <p class="below">{detailsOf(details)}</p>}
    </>
  );
}

function Actor({ entry: { actor, actor_name: name }, page }: { entry: AuditEntry; page: PageContext }) {
  if (actor === null) return <>{page.t('admin.audit.nobody')}</>;
  return (
    <a class="person" href={`/admin/users?open=${actor}`}>
      <Avatar name={name ?? '?'} />
      {name ?? actor}
    </a>
  );
}

const whenOf = ({ occurred_at: at }: AuditEntry, { zone, language }: PageContext) =>
  shortMoment(at, zone ?? 'UTC', language);

const detailsOf = (details: object) =>
  Object.entries(details as Record<string, unknown>)
    .map(([name, value]) => `${name}: ${typeof value === 'string' ? value : JSON.stringify(value)}`)
    .join(', ');
