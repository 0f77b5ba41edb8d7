import type { ComponentChildren } from 'preact';
import type { MessageKey } from '../../messages/en.js';
import { Icon, type IconName } from '../../parts/icon.js';
import { Notice } from '../../parts/notice.js';
import type { PageContext } from '../page.js';

/** The rooms of who runs the installation, as the side names them. */
export const ADMIN_ROOMS = [
  ['', [['overview', '/admin', 'home']]],
  [
    'business',
    [
      ['users', '/admin/users', 'people'],
      ['bookings', '/admin/bookings', 'list'],
      ['slots', '/admin/slots', 'calendar'],
      ['categories', '/admin/categories', 'label'],
      ['events', '/admin/events', 'ticket'],
      ['payments', '/admin/payments', 'card'],
    ],
  ],
  [
    'trust',
    [
      ['ledger', '/admin/ledger', 'scales'],
      ['audit', '/admin/audit', 'shield'],
    ],
  ],
  [
    'machinery',
    [
      ['queues', '/admin/queues', 'queue'],
      ['mails', '/admin/mails', 'mail'],
      ['webhooks', '/admin/webhooks', 'hook'],
    ],
  ],
] as const satisfies readonly (readonly [string, readonly (readonly [string, string, IconName])[]])[];

export type AdminRoom = (typeof ADMIN_ROOMS)[number][1][number][0];

interface AdminShellProps {
  page: PageContext;
  room: AdminRoom;
  /** Stands across from the title. */
  aside?: ComponentChildren;
  lead?: string;
  children: ComponentChildren;
}

/** A room of administration beside all others, and what was just done. */
export function AdminShell({ page, room, aside, lead, children }: AdminShellProps) {
  const { t, query, knows, waiting = {} } = page;
  const done = `admin.done.${query['done'] ?? ''}`;
  return (
    <div class="settings admin">
      <nav aria-label={t('admin.title')}>
        {ADMIN_ROOMS.map(([group, rooms]) => (
          <div key={group}>
            {group && <p class="group">{t(`admin.group.${group}` as MessageKey)}</p>}
            <ul>
              {rooms.map(([name, path, icon]) => (
                <li key={name}>
                  <a href={path} aria-current={name === room ? 'page' : undefined}>
                    <Icon name={icon} />
                    {t(`admin.${name}.title`)}
                    <Waits n={waiting[name] ?? 0} page={page} />
                  </a>
                </li>
              ))}
            </ul>
          </div>
        ))}
      </nav>
      <div class="admin-room">
        <div class="admin-head">
          <div>
            <h1>{t(`admin.${room}.title`)}</h1>
            <p class="lead">{lead ?? t(`admin.${room}.lead`)}</p>
          </div>
          {aside}
        </div>
        {knows(done) && <Notice kind="ok" title={t(done, { n: query['n'] ?? 0 })} />}
        {children}
      </div>
    </div>
  );
}

/** A mark where somebody has to look. */
function Waits({ n, page: { t, language } }: { n: number; page: PageContext }) {
  if (n === 0) return null;
  return (
    <span class="waits">
      <span aria-hidden="true">{new Intl.NumberFormat(language, { notation: 'compact' }).format(n)}</span>
      <span class="unseen">{t('admin.waits', { n })}</span>
    </span>
  );
}
