import { DataSource } from 'typeorm';
import { AddressConflicts } from '../identity/administration/address-conflicts.queries.js';
import { OperatorService } from '../identity/administration/operator.service.js';
import type { Account } from '../identity/accounts/account.entity.js';
import { RegistrationInvitations } from '../identity/admission/registration-invitations.repository.js';
import { AuditHashChain } from '../platform/audit/audit-hash-chain.js';
import { AuditHead } from '../platform/audit/audit-head.js';
import type { Config } from '../platform/config/config.js';
import { dataSourceOptions } from '../platform/database/data-source-options.js';
import { Database } from '../platform/database/database.js';
import { SystemClock } from '../shared/clock.js';
import { canonicalEmail } from '../shared/email-address.js';
import { CommandRefused } from './command-refused.js';
import { withProduct } from './installation.js';
import type { Questions } from './questions.js';

export interface Asked {
  config: Config;
  /** As the owner of the database, which is up to date. */
  databaseUrl: string;
  /** What follows the command's name. */
  words: string[];
  questions: Questions;
}

export interface AdminCommand {
  takes?: string;
  does: string;
  /** Answers the lines to print. */
  run(asked: Asked): Promise<string[]>;
}

export const ADMIN_COMMANDS: Record<string, AdminCommand> = {
  create: { takes: '<address>', does: 'makes an administrator of a new account', run: create },
  promote: { takes: '<user>', does: 'makes an administrator of an account that exists', run: promote },
  invite: { takes: '<address>', does: 'lets one register where people are invited', run: invite },
  'reset-password': {
    takes: '<address>',
    does: 'a new password, which lets in for an hour where single sign-on is asked for',
    run: resetPassword,
  },
  list: { does: 'administrators', run: (asked) => withDatabaseOf(asked, listAdmins) },
  'list --conflicts': {
    does: 'accounts that are without their e-mail address, since others have it too or it is none',
    run: (asked) => withDatabaseOf(asked, listConflicts),
  },
  'verify-audit': { does: 'verifies the whole audit trail, and not only what is new', run: verifyAudit },
};

async function create(asked: Asked): Promise<string[]> {
  const email = addressOf(asked.words);
  if (!(await asked.questions.confirm(`Make a new account ${email} that is an administrator?`))) return NOTHING;
  const password = await asked.questions.askSecretly('Its password (not shown):');
  return withOperator(asked, async (operator) => {
    const { id, username } = await operator.createAdmin({ email, password });
    return [`${username} (${id}) is an administrator and signs in with that password.`];
  });
}

function promote(asked: Asked): Promise<string[]> {
  const [login = ''] = asked.words;
  return withOperator(asked, async (operator) => {
    const account = await operator.find(login);
    if (account.userType === 'admin') return [`${account.username} is an administrator already.`];
    const question = `Make an administrator of ${described(account)}? All of its sessions end.`;
    if (!(await asked.questions.confirm(question))) return NOTHING;
    const { username } = await operator.promote(account.id);
    return [`${username} is an administrator now; a second factor is set up at /account.`];
  });
}

function resetPassword(asked: Asked): Promise<string[]> {
  const [login = ''] = asked.words;
  return withOperator(asked, async (operator) => {
    const account = await operator.find(login);
    const question = `Give ${described(account)} a new password? All sessions and tokens of the account end.`;
    if (!(await asked.questions.confirm(question))) return NOTHING;
    const { password, letsInUntil } = await operator.resetPassword(account.id);
    const until = `${letsInUntil.toISOString().slice(0, 16)}Z`;
    return [
      `The password of ${account.username} is ${password}`,
      `Until ${until} it lets in even where the address has to use single sign-on.`,
      'The second factor, where there is one, is asked for as ever. Choose another password once signed in.',
    ];
  });
}

async function invite(asked: Asked): Promise<string[]> {
  const email = addressOf(asked.words);
  if (!(await asked.questions.confirm(`Let ${email} register?`))) return NOTHING;
  return withDatabaseOf(asked, async (db) => {
    await new RegistrationInvitations().add(db, email, new SystemClock().now());
    return [`${email} may register at ${asked.config.frontendUrl}/register.`];
  });
}

async function listAdmins(db: Database): Promise<string[]> {
  const admins = await db.query<AdminRow>(
    `SELECT id, username, coalesce(email, conflicting_email, '') AS email, status,
       mfa_enabled_at IS NOT NULL AS mfa, last_login_at AS seen
     FROM identity.accounts WHERE user_type = 'admin' AND status <> 'erased' ORDER BY id LIMIT 1000`,
  );
  if (admins.length === 0) return ['Nobody is an administrator.'];
  return admins.map(({ id, username, email, status, mfa, seen }) =>
    [
      id,
      username,
      email,
      status,
      mfa ? 'second factor' : 'no second factor',
      seen ? `last signed in ${seen.toISOString()}` : 'never signed in',
    ].join('\t'),
  );
}

interface AdminRow {
  id: number;
  username: string;
  email: string;
  status: string;
  mfa: boolean;
  seen: Date | null;
}

function verifyAudit(asked: Asked): Promise<string[]> {
  return withProduct(asked.config, asked.databaseUrl, async (app) => {
    const position = await app.get(AuditHashChain, { strict: false }).firstBroken();
    if (position !== null) throw new CommandRefused(`THE AUDIT TRAIL WAS CHANGED, at position ${position}.`);
    const head = await app.get(AuditHead, { strict: false }).read();
    return [`The audit trail is whole from position ${head!.anchorPosition + 1} to ${head!.position}.`];
  });
}

async function listConflicts(db: Database): Promise<string[]> {
  const conflicts = await new AddressConflicts(db).list();
  if (conflicts.length === 0) return ['No address is in conflict.'];
  return conflicts.map(({ id, username, address, holder }) => {
    const why = holder === null ? 'is no address any more' : `belongs to ${holder}`;
    return `${id}\t${username}\t${JSON.stringify(address)} ${why}`;
  });
}

const NOTHING = ['Nothing was changed.'];

function addressOf([word = '']: string[]): string {
  const email = canonicalEmail(word);
  if (email === null) throw new CommandRefused(`${JSON.stringify(word)} is no e-mail address.`);
  return email;
}

function described({ id, username, email, emailVerifiedAt, joinedAt }: Account): string {
  const proof = emailVerifiedAt ? 'proven' : 'NEVER PROVEN: it may be anybody’s';
  const since = joinedAt.toISOString().slice(0, 10);
  return `${username} (${id}, joined ${since}, ${email ?? 'no address'}, ${proof})`;
}

/** One connection, and nothing of the product around it. */
export async function withDatabaseOf<T>(
  { config, databaseUrl }: Pick<Asked, 'config' | 'databaseUrl'>,
  work: (db: Database) => Promise<T>,
): Promise<T> {
  const source = new DataSource(dataSourceOptions(databaseUrl, 1));
  await source.initialize();
  try {
    return await work(new Database(source, config));
  } finally {
    await source.destroy();
  }
}

function withOperator<T>(asked: Asked, work: (operator: OperatorService) => Promise<T>): Promise<T> {
  return withProduct(asked.config, asked.databaseUrl, (app) =>
    work(app.get(OperatorService, { strict: false })),
  );
}
