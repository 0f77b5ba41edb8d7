import type { AddressInfo } from 'node:net';
import PostalMime, { type Email } from 'postal-mime';
import { SMTPServer } from 'smtp-server';

/** A mail server on the loopback: it speaks SMTP and keeps what it takes. */
export class SmtpInbox {
  readonly mails: Email[] = [];
  /** Refuses so many of the next mails, for a while (4xx). */
  refusals = 0;

  private port = 0;

  private constructor(private readonly server: SMTPServer) {}

  static async open(): Promise<SmtpInbox> {
    const server = new SMTPServer({
      authOptional: true,
      disabledCommands: ['STARTTLS'],
      onRcptTo: (_address, _session, done) => done(inbox.refusals-- > 0 ? refusal() : null),
      onData: (stream, _session, done) => {
        const chunks: Buffer[] = [];
        stream.on('data', (chunk: Buffer) => chunks.push(chunk));
        stream.on('end', () => void inbox.keep(Buffer.concat(chunks)).then(() => done(), done));
      },
    });
    const inbox = new SmtpInbox(server);
    await inbox.comeBack();
    inbox.port = (server.server.address() as AddressInfo).port;
    return inbox;
  }

  get url(): string {
    return `smtp://127.0.0.1:${this.port}`;
  }

  /** From now on nobody answers at its address. */
  leave(): Promise<void> {
    return new Promise((resolve) => this.server.server.close(() => resolve()));
  }

  comeBack(): Promise<void> {
    return new Promise((resolve) => this.server.listen(this.port, '127.0.0.1', resolve));
  }

  close(): Promise<void> {
    return new Promise((resolve) => this.server.close(() => resolve()));
  }

  private async keep(bytes: Buffer): Promise<void> {
    this.mails.push(await PostalMime.parse(bytes));
  }
}

function refusal(): Error {
  return Object.assign(new Error('canary@example.com: try again later'), { responseCode: 451 });
}
