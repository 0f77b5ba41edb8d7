import { Body, Controller, Get, Post, Query } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { LedgerPage } from '../../../web/pages/admin/ledger.page.js';
import { AdminPaymentsPage } from '../../../web/pages/admin/payments.page.js';
import { CurrentUser, Requires } from '../../platform/auth/access.js';
import type { Caller } from '../../platform/auth/caller.js';
import { RateLimited } from '../../platform/http/limits/rate-limited.js';
import { Opened } from '../../platform/pages/page-lists.js';
import { PageAlone, PageForm } from '../../platform/pages/page.js';
import { PaymentsQuery } from '../payments/payments.dto.js';
import { LedgerPageService } from './ledger-page.service.js';
import { AdminPaymentForm } from './payments-page.dto.js';
import { AdminPaymentsPageService } from './payments-page.service.js';

@ApiExcludeController()
@Controller('admin')
@Requires('admin', { sessionOnly: true })
export class AdminPaymentsPageController {
  constructor(
    private readonly pages: AdminPaymentsPageService,
    private readonly ledger: LedgerPageService,
  ) {}

  @Get('payments')
  @RateLimited('page')
  @PageAlone(AdminPaymentsPage)
  show(@CurrentUser() caller: Caller, @Query() query: PaymentsQuery, @Opened() id: number | null) {
    return this.pages.read(caller, query, id);
  }

  @Post('payments')
  @PageForm(AdminPaymentsPage, AdminPaymentsPageService)
  submit(@CurrentUser() caller: Caller, @Body() form: AdminPaymentForm) {
    return this.pages.submit(caller, form);
  }

  @Get('ledger')
  @RateLimited('page')
  @PageAlone(LedgerPage)
  showLedger() {
    return this.ledger.read();
  }
}
