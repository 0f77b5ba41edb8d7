import { Injectable } from '@nestjs/common';
import { Clock } from '../../shared/clock.js';
import { networkOf } from '../../shared/network-address.js';
import { Config } from '../config/config.js';
import { currentRequest } from '../context/request-context.js';
import { prepared } from '../database/prepared-statement.js';
import { Database } from '../database/database.js';
import { removeOld } from '../database/remove-old.js';
import type { Tx } from '../database/tx.js';
import { Logger } from '../observability/logger.js';
import { Every } from '../schedule/every.js';
import { Secrets } from '../secrets/secrets.js';
import { recipientDigest } from './mail-recipient.js';
import type { Mail } from './mail.js';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const ANONYMOUS_AN_HOUR = 5;
const FORGOTTEN_EVERY_MS = 10 * 60_000;
const LOCK_CLASS = 726_685;

const LOCK = prepared(
  'platform-mail-budget-lock',
  `SELECT pg_advisory_xact_lock(${LOCK_CLASS}, h)
   FROM (SELECT DISTINCT hashtext(key) AS h FROM unnest($keys::text[]) AS key ORDER BY 1) AS hashes`,
);

const USED = prepared(
  'platform-mail-budget-used',
  `SELECT budget, recipient, used_at AS "usedAt" FROM platform.mail_uses
   WHERE budget = ANY($budgets::bytea[]) AND used_at > $since`,
);

const USE = prepared(
  'platform-mail-budget-use',
  `INSERT INTO platform.mail_uses (budget, recipient, used_at)
   SELECT budget, recipient, $now 
   FROM unnest($budgets::bytea[], $recipients::bytea[]) AS used (budget, recipient)`,
);

interface Budget {
  key: string;
  most: number;
  per: number;
  strangers?: true;
}

interface Use {
  budget: string;
  recipient: string;
  usedAt: number;
}

export type Reservation = { granted: true } | { granted: false; left: number; most: number; freeAt: Date };

/** How many mails people may cause to those who did not ask: for all processes, and through restarts. */
@Injectable()
export class MailBudget {
  private readonly logger = new Logger(MailBudget.name);

  constructor(
    private readonly db: Database,
    private readonly secrets: Secrets,
    private readonly clock: Clock,
    private readonly config: Config,
  ) {}

  /** The mails that may go out; what they use up is kept with `tx`. */
  async admit(tx: Tx, mails: Mail[]): Promise<Mail[]> {
    const claims = mails.map((mail) => ({ mail, budgets: this.budgetsOf(mail) }));
    if (claims.every(({ budgets }) => budgets?.length === 0)) return mails;
    const ledger = await this.open(
      tx,
      claims.flatMap(({ budgets }) => budgets ?? []),
    );
    const admitted = claims
      .filter(({ mail, budgets }) => budgets && ledger.take(this.recipientOf(mail.to), budgets))
      .map(({ mail }) => mail);
    await this.keep(tx, ledger);
    if (admitted.length < mails.length)
      this.logger.warn('Mails are left out: a budget is used up, or their sender has proven no address', {
        mails: mails.length - admitted.length,
      });
    return admitted;
  }

  /** Takes room for strangers at these addresses before anything is written to them: for all, or for none. */
  async reserve(tx: Tx, senderId: number, addresses: string[]): Promise<Reservation> {
    const budget = this.ofSender(senderId);
    const ledger = await this.open(tx, [budget]);
    const left = ledger.left(budget);
    const fresh = addresses.filter((address) => !ledger.knows(budget, this.recipientOf(address)));
    if (fresh.length > left)
      return { granted: false, left, most: budget.most, freeAt: new Date(ledger.freeAt(budget)) };
    for (const address of fresh) ledger.take(this.recipientOf(address), [budget]);
    await this.keep(tx, ledger);
    return { granted: true };
  }

  networkOfCaller(): string {
    return this.secrets.digest('mail-network', networkOf(currentRequest()?.ip ?? '')).toString('hex');
  }

  @Every(FORGOTTEN_EVERY_MS)
  forget(signal?: AbortSignal): Promise<void> {
    const before = new Date(this.clock.millis() - DAY_MS);
    return removeOld(this.db, { table: 'platform.mail_uses', at: 'used_at', before }, signal);
  }

  /** Null where the mail must not go out at all. */
  private budgetsOf({ to, cause }: Mail): Budget[] | null {
    if (cause === 'reader') return [];
    const recipient = this.recipientOf(to);
    if (cause === 'anonymous' || 'network' in cause) {
      if (!this.config.rateLimitsEnabled) return [];
      const most = { most: ANONYMOUS_AN_HOUR, per: HOUR_MS };
      const network = typeof cause === 'string' ? this.networkOfCaller() : cause.network;
      return [
        { key: `network:${network}`, ...most },
        { key: `address:${recipient}`, ...most },
      ];
    }
    if (!cause.isVerified) return null;
    if (!cause.toStranger) return [];
    const most = this.config.mailPerStrangerPerDay;
    return [this.ofSender(cause.senderId), { key: `stranger:${recipient}`, most, per: DAY_MS }];
  }

  private ofSender(senderId: number): Budget {
    return { key: `sender:${senderId}`, most: this.config.mailStrangersPerDay, per: DAY_MS, strangers: true };
  }

  private async open(tx: Tx, budgets: Budget[]): Promise<Ledger> {
    const keys = [...new Set(budgets.map(({ key }) => key))];
    await tx.query(LOCK, { keys });
    const now = this.clock.millis();
    const names = new Map(keys.map((key) => [this.digestOf(key).toString('hex'), key]));
    const rows = await tx.query<{ budget: Buffer; recipient: Buffer; usedAt: Date }>(USED, {
      budgets: keys.map((key) => this.digestOf(key)),
      since: new Date(now - DAY_MS),
    });
    const uses = rows.map(({ budget, recipient, usedAt }) => ({
      budget: names.get(budget.toString('hex'))!,
      recipient: recipient.toString('hex'),
      usedAt: usedAt.getTime(),
    }));
    return new Ledger(uses, now);
  }

  private async keep(tx: Tx, { fresh }: Ledger): Promise<void> {
    if (fresh.length === 0) return;
    await tx.query(USE, {
      budgets: fresh.map(({ budget }) => this.digestOf(budget)),
      recipients: fresh.map(({ recipient }) => Buffer.from(recipient, 'hex')),
      now: this.clock.now(),
    });
  }

  private digestOf(key: string): Buffer {
    return this.secrets.digest('mail-budget', key);
  }

  private recipientOf(address: string): string {
    return recipientDigest(this.secrets, address).toString('hex');
  }
}

class Ledger {
  readonly fresh: Use[] = [];

  constructor(
    private readonly uses: Use[],
    private readonly now: number,
  ) {}

  take(recipient: string, budgets: Budget[]): boolean {
    const due = budgets.filter((budget) => !budget.strangers || !this.knows(budget, recipient));
    if (due.some((budget) => this.left(budget) < 1)) return false;
    for (const { key } of due) {
      const use = { budget: key, recipient, usedAt: this.now };
      this.uses.push(use);
      this.fresh.push(use);
    }
    return true;
  }

  left(budget: Budget): number {
    return Math.max(0, budget.most - this.within(budget).length);
  }

  knows(budget: Budget, recipient: string): boolean {
    return this.within(budget).some((use) => use.recipient === recipient);
  }

  freeAt(budget: Budget): number {
    return Math.min(this.now, ...this.within(budget).map(({ usedAt }) => usedAt)) + budget.per;
  }

  private within({ key, per }: Budget): Use[] {
    return this.uses.filter(({ budget, usedAt }) => budget === key && usedAt > this.now - per);
  }
}
