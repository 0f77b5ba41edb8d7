import { Field, Select } from '../../parts/field.js';
import { Icon } from '../../parts/icon.js';
import { Table } from '../../parts/table.js';
import { isSent, Proof } from '../accounts/settings.js';
import { definePage, type PageContext, type PageProps } from '../page.js';
import type { Wire } from '../wire.js';
import { AdminShell } from './admin-shell.js';
import type { AuditEntry } from './audit-table.js';
import {
  addressWith,
  Ask,
  FilterSelect,
  OrderForm,
  Room,
  Side,
  sortOf,
  StatusFilter,
  type ListOf,
} from './listing.js';
import { Status } from './status.js';
import { shortMoment } from './words.js';

type Account = Wire<'AccountResponse'>;

interface OpenedUser extends Wire<'PersonSessionsResponse'> {
  account: Account;
  trail: readonly AuditEntry[];
}

export interface UsersBody {
  list: ListOf<Account>;
  opened: OpenedUser | null;
  has_code: boolean;
}

const STATUSES = ['active', 'pending_verification', 'suspended'] as const;
const ROLES = ['attendee', 'organizer', 'admin'] as const;

export const UsersPage = definePage<UsersBody>({
  title: ({ page }) => page.t('admin.users.title'),
  View: Users,
  island: { name: 'form', messages: ['form.'] },
  isPrivate: true,
  showsWaiting: true,
  width: 'wide',
});

function Users({ body: { list, opened, has_code: hasCode }, page }: PageProps<UsersBody>) {
  const { t, query } = page;
  return (
    <AdminShell page={page} room="users">
      <Room
        page={page}
        list={list}
        filters={
          <>
            <Field name="search" label={t('admin.search')} value={query['search'] ?? ''} />
            <StatusFilter page={page} of={STATUSES} />
            <FilterSelect
              page={page}
              name="user_type"
              label={t('admin.column.role')}
              options={ROLES.map((each) => [each, t(`admin.role.${each}`)] as const)}
            />
          </>
        }
        side={opened && <OpenedSide opened={opened} hasCode={hasCode} page={page} />}
        table={<UsersTable list={list} page={page} />}
      />
    </AdminShell>
  );
}

function UsersTable({ list, page }: { list: ListOf<Account>; page: PageContext }) {
  const { t, language, zone } = page;
  const at = (instant: string | null) => (instant ? shortMoment(instant, zone ?? 'UTC', language) : '–');
  return (
    <Table
      caption={t('admin.users.title')}
      rows={list.items}
      keyOf={({ id }) => id}
      columns={[
        {
          name: 'name',
          label: t('admin.column.name'),
          sort: sortOf(page, 'username'),
          cell: ({ id, full_name: name, username }) => (
            <a href={addressWith(page, { open: id })}>{name || username}</a>
          ),
        },
        {
          name: 'email',
          label: t('admin.column.email'),
          sort: sortOf(page, 'email'),
          cell: ({ email }) => email,
        },
        {
          name: 'role',
          label: t('admin.column.role'),
          cell: ({ user_type: role, organizer_requested_at: asked }) => (
            <>
              <Status page={page} group="role" name={role} />
              {asked && <p class="below">{t('admin.users.asks')}</p>}
            </>
          ),
        },
        {
          name: 'status',
          label: t('admin.column.status'),
          cell: ({ status }) => <Status page={page} group="status" name={status} />,
        },
        {
          name: 'joined',
          label: t('admin.column.joined'),
          sort: sortOf(page, 'date_joined'),
          cell: ({ date_joined: joined }) => at(joined),
        },
        {
          name: 'seen',
          label: t('admin.column.seen'),
          sort: sortOf(page, 'last_login'),
          cell: ({ last_login: seen }) => at(seen),
        },
      ]}
    />
  );
}

function OpenedSide({ opened, hasCode, page }: { opened: OpenedUser; hasCode: boolean; page: PageContext }) {
  const { t, language, zone, typed } = page;
  const { account, sessions, factors, trail } = opened;
  const { id, username } = account;
  const at = (instant: string) => shortMoment(instant, zone ?? 'UTC', language);
  const role = { page, action: 'role', of: id };
  const erasure = { page, action: 'erase', of: id };
  const ways = [
    factors.has_password && t('admin.factor.password'),
    factors.mfa_enabled && t('admin.factor.code', { n: factors.recovery_codes_left }),
    factors.passkeys.length > 0 && t('admin.factor.passkeys', { n: factors.passkeys.length }),
    ...factors.providers,
  ].filter(Boolean);
  return (
    <Side
      page={page}
      title={account.full_name || username}
      trail={trail}
      facts={[
        [t('admin.column.name'), username],
        [t('admin.column.email'), account.email],
        [t('admin.column.role'), <Status page={page} group="role" name={account.user_type} />],
        [t('admin.column.status'), <Status page={page} group="status" name={account.status} />],
        [t('admin.column.zone'), account.timezone],
        [t('admin.column.joined'), at(account.date_joined)],
        [t('admin.factors'), ways.join(', ') || '–'],
        [t('admin.deeds'), <a href={`/admin/audit?actor=${id}`}>{t('admin.deeds.link')}</a>],
      ]}
    >
      <div class="row">
        {account.status === 'suspended' ? (
          <OrderForm page={page} action="activate" of={id}>
            <button class="button small">{t('admin.users.activate')}</button>
          </OrderForm>
        ) : (
          <>
            {account.status === 'pending_verification' && (
              <OrderForm page={page} action="activate" of={id}>
                <button class="button small quiet">{t('admin.users.verify')}</button>
              </OrderForm>
            )}
            <Ask
              page={page}
              action="suspend"
              of={id}
              label={t('admin.users.suspend')}
              effect={t('admin.users.suspend_effect', { name: username })}
            />
          </>
        )}
        {(factors.mfa_enabled || factors.passkeys.length > 0) && (
          <Ask
            page={page}
            action="reset_mfa"
            of={id}
            label={t('admin.users.reset')}
            effect={t('admin.users.reset_effect', { name: username })}
          />
        )}
        <Ask {...role} label={t('admin.users.role')} effect={t('admin.users.role_effect', { name: username })}>
          <Select
            name="user_type"
            id={`role-user_type-${id}`}
            label={t('admin.column.role')}
            value={isSent(page, 'role') ? (typed['user_type'] ?? '') : account.user_type}
            options={ROLES.map((each) => [each, t(`admin.role.${each}`)] as const)}
          />
          <Proof {...role} hasCode={hasCode} />
        </Ask>
        <Ask
          {...erasure}
          label={t('admin.users.erase')}
          effect={t('admin.users.erase_effect', { name: username })}
        >
          <Proof {...erasure} hasCode={hasCode} />
        </Ask>
      </div>
      <h3>{t('admin.sessions', { n: sessions.length })}</h3>
      <ul class="rows">
        {sessions.map(({ id: session, device, ip_address: ip, last_used_at: usedAt }) => (
          <li key={session}>
            <Icon name="device" />
            <div>
              {device}
              <p class="below">{`${ip} · ${at(usedAt)}`}</p>
              <Ask
                page={page}
                action="end_session"
                of={id}
                label={t('admin.sessions.end')}
                effect={t('admin.sessions.end_effect', { name: username, device })}
              >
                <input type="hidden" name="session" value={session} />
              </Ask>
            </div>
          </li>
        ))}
      </ul>
    </Side>
  );
}
