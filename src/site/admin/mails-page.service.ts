import { Injectable } from '@nestjs/common';
import type { Caller } from '../../platform/auth/caller.js';
import { pageOf, type Page } from '../../platform/http/lists/lists.js';
import { SeeOther } from '../../platform/http/pipeline/json-text.js';
import { UNSENT_ORDER, UnsentMailsQuery } from '../../platform/monitoring/mails.controller.js';
import { RetriesService, type MailRow } from '../../platform/monitoring/retries.service.js';
import { ofFifty } from '../../platform/pages/page-lists.js';
import type { PageBodies } from '../../platform/pages/page.js';

interface Mails {
  list: Page<MailRow>;
}

/** Mails that wait or have failed, and another try of one. */
@Injectable()
export class MailsPageService implements PageBodies {
  constructor(private readonly retries: RetriesService) {}

  async read(query: UnsentMailsQuery): Promise<Mails> {
    return { list: await this.retries.unsentMails(query.status, pageOf(ofFifty(query), UNSENT_ORDER)) };
  }

  bodyOf(): Promise<Mails> {
    return this.read(new UnsentMailsQuery());
  }

  /** Refuses as `POST admin/mails/{id}/retry`. */
  async retry(caller: Caller, id: number): Promise<SeeOther> {
    await this.retries.retryMail(id, caller.id);
    return new SeeOther('/admin/mails?done=retry_mail');
  }
}
