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

export interface Mail {
  to: string;
  subject: string;
  text: string;
  html: string;
  attachments?: Attachment[];
  papers?: PaperRef[];
  /** At most one mail is sent under a key, which must say nothing personal: `booking.confirmed:17`. */
  dedupeKey?: string;
}
