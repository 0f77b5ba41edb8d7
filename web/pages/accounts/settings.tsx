import type { ComponentChildren } from 'preact';
import { Field, type FieldProps } from '../../parts/field.js';
import { Icon, type IconName } from '../../parts/icon.js';
import { Notice } from '../../parts/notice.js';
import { ErrorSummary, faultOf, PageForm } from '../frame/forms.js';
import type { PageContext } from '../page.js';

const ROOMS = [
  ['profile', '/account', 'person'],
  ['security', '/account/security', 'lock'],
  ['factors', '/account/factors', 'shield'],
  ['sessions', '/account/sessions', 'device'],
  ['notices', '/settings/notifications', 'bell'],
  ['credits', '/account/credits', 'card'],
  ['tokens', '/account/tokens', 'key'],
  ['data', '/account/data', 'download'],
] as const satisfies readonly (readonly [string, string, IconName])[];

const RECOVERY = 'recovery_code';

export type Room = (typeof ROOMS)[number][0];

interface SettingsProps {
  page: PageContext;
  room: Room;
  children: ComponentChildren;
}

/** The rooms of an account beside each other, and what was just done. */
export function Settings({ page, room, children }: SettingsProps) {
  const { t, query, knows } = page;
  const done = `account.done.${query['done'] ?? ''}`;
  return (
    <div class="settings">
      <nav aria-label={t('account.title')}>
        <ul>
          {ROOMS.map(([name, path, icon]) => (
            <li key={name}>
              <a href={path} aria-current={name === room ? 'page' : undefined}>
                <Icon name={icon} />
                {t(`account.${name}.title`)}
              </a>
            </li>
          ))}
        </ul>
        <form method="post" action="/account">
          {page.csrf && <input type="hidden" name="csrf_token" value={page.csrf} />}
          <input type="hidden" name="action" value="sign_out" />
          <button class="button small quiet">{t('account.sign_out')}</button>
        </form>
      </nav>
      <div class="room">
        <h1>{t(`account.${room}.title`)}</h1>
        <p class="lead">{t(`account.${room}.lead`)}</p>
        {knows(done) && <Notice kind="ok" title={t(done)} />}
        {children}
      </div>
    </div>
  );
}

interface SectionProps {
  id: string;
  title: string;
  lead?: string | undefined;
  children: ComponentChildren;
}

export function Section({ id, title, lead, children }: SectionProps) {
  return (
    <section class="card" aria-labelledby={id}>
      <h2 id={id}>{title}</h2>
      {lead && <p class="lead">{lead}</p>}
      {children}
    </section>
  );
}

interface ActionProps {
  page: PageContext;
  action: string;
  /** Of what it is about, where that is one of several. */
  of?: number;
  /** Its fields by their names, with their labels. */
  labels?: Readonly<Record<string, string>>;
  takesFile?: boolean;
  children: ComponentChildren;
}

/** One of several forms of a page; what was refused is said at the one that was sent. */
export function ActionForm({ page, action, of, labels = {}, takesFile, children }: ActionProps) {
  const isRefused = page.failure && isSent(page, action, of);
  return (
    <PageForm page={page} takesFile={takesFile}>
      {isRefused && <ErrorSummary page={page} labels={labels} idOf={(name) => idIn(action, name, of)} />}
      <input type="hidden" name="action" value={action} />
      {of !== undefined && <input type="hidden" name="id" value={of} />}
      {children}
    </PageForm>
  );
}

interface InputProps extends Omit<FieldProps, 'id' | 'fault' | 'value'> {
  page: PageContext;
  action: string;
  of?: number;
  /** What it holds before somebody types. */
  kept?: string;
}

export function Input({ page, action, of, kept = '', ...field }: InputProps) {
  const sent = isSent(page, action, of);
  const value = sent ? (page.typed[field.name] ?? '') : kept;
  return (
    <Field
      {...field}
      id={idIn(action, field.name, of)}
      {...(field.type !== 'password' && { value })}
      fault={
        sent
          ? (faultOf(page, field.name) ?? (field.name === 'code' ? faultOf(page, RECOVERY) : undefined))
          : undefined
      }
    />
  );
}

interface ProofProps {
  page: PageContext;
  action: string;
  of?: number;
  /** Whether the second factor is on. */
  hasCode: boolean;
  name?: 'password' | 'current_password';
}

/** Who somebody is once more. */
export function Proof({ hasCode, name = 'password', ...form }: ProofProps) {
  const { t } = form.page;
  return (
    <div class="columns">
      <Input
        {...form}
        name={name}
        type="password"
        label={t('account.proof.password')}
        autocomplete="current-password"
        showLabel={t('form.show_password')}
      />
      {hasCode && <Input {...form} name="code" label={t('account.proof.code')} autocomplete="one-time-code" />}
    </div>
  );
}

export const proofLabels = ({ t }: PageContext) => ({
  password: t('account.proof.password'),
  current_password: t('account.proof.password'),
  code: t('account.proof.code'),
  [RECOVERY]: t('account.proof.code'),
});

export function isSent({ typed }: PageContext, action: string, of?: number): boolean {
  return typed['action'] === action && (of === undefined || typed['id'] === String(of));
}

/** Codes of both kinds are typed into one field. */
function idIn(action: string, name: string, of?: number): string {
  return [action, name === RECOVERY ? 'code' : name, of].filter((part) => part !== undefined).join('-');
}
