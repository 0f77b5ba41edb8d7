export interface Attachment {
  filename: string;
  contentType: string;
  content: string;
  /** How `content` is written; text by default. */
  encoding?: 'utf8' | 'base64';
}

/** One message to one person. */
export interface Mail {
  to: string;
  subject: string;
  text: string;
  html: string;
  attachments?: Attachment[];
  /** At most one mail is ever sent under a key; it must say nothing personal, such as `booking.confirmed:17`. */
  dedupeKey?: string;
}
