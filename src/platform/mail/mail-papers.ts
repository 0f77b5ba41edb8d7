import { Injectable, SetMetadata } from '@nestjs/common';
import { DiscoveryService } from '@nestjs/core';
import { decoratedMethods } from '../discovery/decorated-methods.js';
import type { Attachment, QueuedMail } from './mail.js';

const MAIL_PAPER = 'convoke:mail-paper';

type DrawPaper = (id: number) => Promise<Attachment | null>;

/** `(id)` draws the paper of this name, or answers null where there is none, or none any more. */
export function MailPaper(name: string): MethodDecorator {
  return SetMetadata(MAIL_PAPER, name);
}

/** Papers are drawn when their mail is sent: what waits stays small, and no transaction waits for a PDF. */
@Injectable()
export class MailPapers {
  private known?: Map<string, DrawPaper>;

  constructor(private readonly discovery: DiscoveryService) {}

  async attachTo({ papers = [], ...mail }: QueuedMail): Promise<QueuedMail> {
    const attachments = [...(mail.attachments ?? [])];
    for (const { name, id } of papers) {
      const drawn = await this.drawer(name)(id);
      if (drawn) attachments.push(drawn);
    }
    return { ...mail, attachments };
  }

  private drawer(name: string): DrawPaper {
    this.known ??= new Map(
      decoratedMethods<string>(this.discovery, MAIL_PAPER).map(({ options, call }) => [
        options,
        call as DrawPaper,
      ]),
    );
    const drawer = this.known.get(name);
    if (!drawer) throw new Error(`Nobody draws the paper ${name}.`);
    return drawer;
  }
}

export function pdfAttachment(filename: string, bytes: Buffer): Attachment {
  return { filename, contentType: 'application/pdf', content: bytes.toString('base64'), encoding: 'base64' };
}
