export interface Attachment {
  filename: string;
  contentType: string;
  content: string;
  encoding?: 'utf8' | 'base64';
}

export interface PaperRef {
  name: string;
  id: number;
}

/** Who pays for a mail out of `MailBudget`. */
export type MailCause =
  /** Nobody: it is about the reader's own booking, account or wish, or calls something off. */
  | 'reader'
  /** Whoever called without an account, or from one whose address nobody has proven. */
  | 'anonymous'
  /** The same, by `MailBudget.networkOfCaller` when the call was made. */
  | { network: string }
  | UnaskedMail;

export interface UnaskedMail {
  senderId: number;
  isVerified: boolean;
  /** The reader has proven no address. */
  toStranger: boolean;
}

export interface Mail {
  to: string;
  subject: string;
  text: string;
  html: string;
  cause: MailCause;
  attachments?: Attachment[];
  papers?: PaperRef[];
  /** At most one mail is sent under a key, which must say nothing personal: `booking.confirmed:17`. */
  dedupeKey?: string;
  /** Where the reader can have mails of this kind stopped. */
  stop?: { kind: string; url: string };
}

/** The address in `Convoke <no-reply@localhost>`. */
export function senderAddress(mailFrom: string): string {
  return /<([^<>]+)>\s*$/.exec(mailFrom)?.[1] ?? mailFrom.trim();
}

export type QueuedMail = Omit<Mail, 'cause'>;
