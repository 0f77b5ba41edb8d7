import { Controller, Get, Post, Query, type StreamableFile } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { CurrentUser, Requires } from '../../platform/auth/access.js';
import type { Caller } from '../../platform/auth/caller.js';
import { AcceptedType, fileResponse, MEDIA } from '../../platform/http/request/content-negotiation.js';
import { Idempotent } from '../../platform/http/idempotency/idempotent.js';
import { RateLimited, wantsDocument } from '../../platform/http/limits/rate-limited.js';
import type { Page } from '../../platform/http/lists/lists.js';
import { Operation } from '../../platform/http/openapi/operation.js';
import { PathId } from '../../platform/http/request/path-id.js';
import { InvoiceResponse, InvoicesQuery } from './invoices.dto.js';
import { InvoicesService } from './invoices.service.js';

@ApiTags('Payments')
@Controller('api/v1/invoices')
@Requires('user')
export class InvoicesController {
  constructor(private readonly invoices: InvoicesService) {}

  @Get()
  @Operation({ summary: 'Your invoices and credit notes, newest first.', body: InvoiceResponse, list: true })
  list(@CurrentUser() caller: Caller, @Query() query: InvoicesQuery): Promise<Page<InvoiceResponse>> {
    return this.invoices.list(caller, query);
  }

  @Get(':id')
  @RateLimited('document', wantsDocument)
  @Operation({
    summary: 'An invoice, for its payer, the organizer and admins, as JSON or as a PDF.',
    path: { id: 1001 },
    body: InvoiceResponse,
    produces: [MEDIA.pdf],
    errors: ['NOT_FOUND', 'NOT_ACCEPTABLE'],
  })
  async read(
    @CurrentUser() caller: Caller,
    @PathId() id: number,
    @AcceptedType([MEDIA.json, MEDIA.pdf]) type: string,
  ): Promise<InvoiceResponse | StreamableFile> {
    if (type === MEDIA.json) return this.invoices.read(caller, id);
    const { bytes, name } = await this.invoices.asPdf(caller, id);
    return fileResponse(bytes, MEDIA.pdf, name);
  }

  @Post(':id/mark_as_sent')
  @Idempotent()
  @Operation({
    summary: 'Note that an invoice was sent, by its payer, the organizer or an admin.',
    path: { id: 1001 },
    body: InvoiceResponse,
    errors: ['NOT_FOUND'],
  })
  markAsSent(@CurrentUser() caller: Caller, @PathId() id: number): Promise<InvoiceResponse> {
    return this.invoices.markAsSent(caller, id);
  }
}
