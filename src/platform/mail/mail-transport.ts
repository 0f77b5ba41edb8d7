import { createTransport } from 'nodemailer';
import { withTimeout } from '../../shared/waiting/with-timeout.js';
import type { Config } from '../config/config.js';
import type { MailFolder } from './mail-folder.js';
import type { QueuedMail } from './mail.js';

const CONNECTION_TIMEOUT_MS = 10_000;
/** With the wait for a connection; less than the processor's lease of a mail. */
const SEND_TIMEOUT_MS = 90_000;
const CONNECTIONS = 5;

/** `id` identifies the mail to its receivers, the same at every attempt. */
export interface OutgoingMail extends QueuedMail {
  id: number;
}

export abstract class MailTransport {
  abstract deliver(mail: OutgoingMail): Promise<void>;
  /** Rejects where mails could not be handed over. */
  abstract verify(): Promise<void>;
  abstract close(): void;
}

export function mailTransport(config: Config, folder: MailFolder): MailTransport {
  return config.smtpUrl ? new SmtpTransport(config, config.smtpUrl) : new FileTransport(config, folder);
}

export class SmtpTransport extends MailTransport {
  private readonly smtp;

  constructor(
    private readonly config: Config,
    url: string,
  ) {
    super();
    this.smtp = createTransport({
      url,
      pool: true,
      maxConnections: CONNECTIONS,
      connectionTimeout: CONNECTION_TIMEOUT_MS,
      greetingTimeout: CONNECTION_TIMEOUT_MS,
      socketTimeout: 2 * CONNECTION_TIMEOUT_MS,
      disableFileAccess: true,
      disableUrlAccess: true,
    });
  }

  async deliver(mail: OutgoingMail): Promise<void> {
    await withTimeout(SEND_TIMEOUT_MS, this.smtp.sendMail(message(this.config, mail)), timeoutError);
  }

  async verify(): Promise<void> {
    await withTimeout(2 * CONNECTION_TIMEOUT_MS, this.smtp.verify(), timeoutError);
  }

  close(): void {
    this.smtp.close();
  }
}

class FileTransport extends MailTransport {
  private readonly composer = createTransport({ streamTransport: true, buffer: true, newline: 'windows' });

  constructor(
    private readonly config: Config,
    private readonly folder: MailFolder,
  ) {
    super();
  }

  async deliver(mail: OutgoingMail): Promise<void> {
    const { message: bytes } = await this.composer.sendMail(message(this.config, mail));
    await this.folder.write(mail.id, bytes as Buffer);
  }

  verify(): Promise<void> {
    return Promise.resolve();
  }

  close(): void {
    this.composer.close();
  }
}

const timeoutError = () => Object.assign(new Error('The mail took too long.'), { code: 'ETIMEDOUT' });

function message(config: Config, { id, to, subject, text, html, attachments, stop }: OutgoingMail) {
  const { hostname } = new URL(config.publicUrl);
  return {
    messageId: `<mail-${id}@${hostname}>`,
    from: config.mailFrom,
    // As an object the address is one recipient, whatever it looks like.
    to: { name: '', address: to },
    subject,
    text,
    html,
    attachments,
    headers: {
      'Auto-Submitted': 'auto-generated',
      ...(stop && {
        'List-Unsubscribe': `<${stop.url}>`,
        'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
      }),
    },
  };
}
