import { Injectable } from '@nestjs/common';
import { Clock } from '../../shared/clock.js';
import { Config } from '../config/config.js';
import { prepared } from '../database/prepared-statement.js';
import type { Tx } from '../database/tx.js';
import { Secrets } from '../secrets/secrets.js';
import { recipientDigest } from './mail-recipient.js';
import type { Mail } from './mail.js';

export const EVERY_KIND = '*';
const PURPOSE = 'mail-stop';

export interface StoppableMail {
  address: string;
  kind: string;
  personId: number | null;
}

const STOPPED = prepared(
  'platform-mails-stopped',
  'SELECT recipient, kind FROM platform.mail_stops WHERE recipient = ANY($recipients::bytea[])',
);

/** What readers want no more of, for good: whoever writes, and whether or not the address has an account. */
@Injectable()
export class MailStops {
  constructor(
    private readonly secrets: Secrets,
    private readonly clock: Clock,
    private readonly config: Config,
  ) {}

  /** The link that stops mails like this one. Nobody but who reads the mail knows it. */
  linkFor({ address, kind, personId }: StoppableMail): Mail['stop'] {
    const sealed = this.secrets.encrypt(PURPOSE, JSON.stringify([address, kind, personId]));
    return { kind, url: `${this.config.publicUrl}/unsubscribe/${sealed.toString('base64url')}` };
  }

  read(token: string): StoppableMail | null {
    const plain = this.secrets.decrypt(PURPOSE, Buffer.from(token, 'base64url'));
    if (!plain) return null;
    const [address, kind, personId] = JSON.parse(plain.toString()) as [string, string, number | null];
    return { address, kind, personId };
  }

  async stop(tx: Tx, address: string, kind: string): Promise<void> {
    await tx.query(
      `INSERT INTO platform.mail_stops (recipient, kind, stopped_at) VALUES ($recipient, $kind, $now)
       ON CONFLICT ON CONSTRAINT mail_stops_pkey DO NOTHING`,
      { recipient: recipientDigest(this.secrets, address), kind, now: this.clock.now() },
    );
  }

  async admit(tx: Tx, mails: Mail[]): Promise<Mail[]> {
    const stoppable = mails.filter(({ stop }) => stop);
    if (stoppable.length === 0) return mails;
    const recipients = stoppable.map(({ to }) => recipientDigest(this.secrets, to));
    const rows = await tx.query<{ recipient: Buffer; kind: string }>(STOPPED, { recipients });
    const stopped = new Set(rows.map(({ recipient, kind }) => `${recipient.toString('hex')} ${kind}`));
    const isStopped = ({ to, stop }: Mail) => {
      const recipient = recipientDigest(this.secrets, to).toString('hex');
      return stop && [stop.kind, EVERY_KIND].some((kind) => stopped.has(`${recipient} ${kind}`));
    };
    return stopped.size === 0 ? mails : mails.filter((mail) => !isStopped(mail));
  }
}
