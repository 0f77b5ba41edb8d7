import { Avatar } from '../../parts/avatar.js';
import { Table } from '../../parts/table.js';
import type { PageContext } from '../page.js';
import type { Wire } from '../wire.js';
import { shortMoment } from './words.js';

export type AuditEntry = Wire<'AuditEntryResponse'>;

interface AuditTableProps {
  page: PageContext;
  entries: readonly AuditEntry[];
  caption: string;
}

/** Who did what, when, and from where. */
export function AuditTable({ page, entries, caption }: AuditTableProps) {
  const { t, language, zone } = page;
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
          cell: ({ occurred_at: at }) => shortMoment(at, zone ?? 'UTC', language),
        },
        {
          name: 'who',
          label: t('admin.column.who'),
          cell: ({ actor, actor_name: name }) =>
            actor === null ? (
              t('admin.audit.nobody')
            ) : (
              <a class="person" href={`/admin/users?open=${actor}`}>
                <Avatar name={name ?? '?'} />
                {name ?? actor}
              </a>
            ),
        },
        {
          name: 'what',
          label: t('admin.column.what'),
          cell: ({ action, subject_type: type, subject_id: id, details }) => (
            <>
              <span class="tag plain">{action}</span> {[type, id].filter(Boolean).join(' ')}
              {Object.keys(details).length > 0 && <p class="below">{detailsOf(details)}</p>}
            </>
          ),
        },
        { name: 'from', label: t('admin.column.from'), cell: ({ ip_address: ip }) => ip && <code>{ip}</code> },
      ]}
    />
  );
}

const detailsOf = (details: object) =>
  Object.entries(details as Record<string, unknown>)
    .map(([name, value]) => `${name}: ${typeof value === 'string' ? value : JSON.stringify(value)}`)
    .join(', ');
