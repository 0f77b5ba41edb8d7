import { Controller, Get, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { CurrentUser, Requires } from '../../platform/auth/access.js';
import type { Caller } from '../../platform/auth/caller.js';
import { Idempotent } from '../../platform/http/idempotency.js';
import type { Page } from '../../platform/http/lists.js';
import { Operation } from '../../platform/http/operation.js';
import { PathId } from '../../platform/http/path-id.js';
import { InvoiceResponse, InvoicesQuery } from './invoices.dto.js';
import { Invoices } from './invoices.service.js';

@ApiTags('Payments')
@Controller('api/v1/invoices')
@Requires('user')
export class InvoicesController {
  constructor(private readonly invoices: Invoices) {}

  @Get()
  @Operation({ summary: 'Your invoices and credit notes, newest first.', body: InvoiceResponse, list: true })
  list(@CurrentUser() caller: Caller, @Query() query: InvoicesQuery): Promise<Page<InvoiceResponse>> {
    return this.invoices.list(caller, query);
  }

  @Get(':id')
  @Operation({
    summary: 'An invoice, for its payer, the organizer and admins.',
    body: InvoiceResponse,
    errors: ['NOT_FOUND'],
  })
  read(@CurrentUser() caller: Caller, @PathId() id: number): Promise<InvoiceResponse> {
    return this.invoices.read(caller, id);
  }

  @Post(':id/mark_as_sent')
  @Idempotent()
  @Operation({
    summary: 'Note that an invoice was sent, by its payer, the organizer or an admin.',
    body: InvoiceResponse,
    errors: ['NOT_FOUND'],
  })
  markAsSent(@CurrentUser() caller: Caller, @PathId() id: number): Promise<InvoiceResponse> {
    return this.invoices.markAsSent(caller, id);
  }
}
