import { Field } from '../../parts/field.js';
import { Notice } from '../../parts/notice.js';
import { definePage, type PageProps } from '../page.js';
import { AdminShell } from './admin-shell.js';
import { AuditTable, type AuditEntry } from './audit-table.js';
import type { Finding } from './figures.js';
import { Room, type ListOf } from './listing.js';

export interface AuditBody {
  list: ListOf<AuditEntry>;
  verified: Finding | null;
}

const FILTERS = ['actor', 'action', 'subject_type', 'subject_id'] as const;

export const AuditPage = definePage<AuditBody>({
  title: ({ page }) => page.t('admin.audit.title'),
  View: Audit,
  isPrivate: true,
  showsWaiting: true,
  width: 'wide',
});

function Audit({ body: { list, verified }, page }: PageProps<AuditBody>) {
  const { t, query } = page;
  const entries = verified?.figures['entries'] ?? 0;
  return (
    <AdminShell
      page={page}
      room="audit"
      aside={
        <a class="button small quiet" href="/admin/audit?verify=true">
          {t('admin.audit.verify')}
        </a>
      }
    >
      {verified && (
        <Notice
          kind={verified.is_fine ? 'ok' : 'bad'}
          title={t(verified.is_fine ? 'admin.audit.unbroken' : 'admin.audit.broken', { n: entries })}
        />
      )}
      <Room
        page={page}
        list={list}
        filters={
          <>
            {FILTERS.map((name) => (
              <Field key={name} name={name} label={t(`admin.audit.${name}`)} value={query[name] ?? ''} />
            ))}
            <Field name="date" type="date" label={t('admin.column.day')} value={query['date'] ?? ''} />
          </>
        }
        side={null}
        table={<AuditTable page={page} entries={list.items} caption={t('admin.audit.title')} />}
      />
    </AdminShell>
  );
}
