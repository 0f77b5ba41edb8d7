import { Controller, Get, type StreamableFile } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { CurrentUser, Requires } from '../../platform/auth/access.js';
import type { Caller } from '../../platform/auth/caller.js';
import { AcceptedType, fileResponse, MEDIA } from '../../platform/http/request/content-negotiation.js';
import { RateLimited, wantsDocument } from '../../platform/http/limits/rate-limited.js';
import { Operation } from '../../platform/http/openapi/operation.js';
import { PathId } from '../../platform/http/request/path-id.js';
import { ReceiptResponse } from './receipts.dto.js';
import { ReceiptsService } from './receipts.service.js';

@ApiTags('Payments')
@Controller('api/v1/payments/:id/receipt')
@Requires('user')
export class ReceiptsController {
  constructor(private readonly receipts: ReceiptsService) {}

  @Get()
  @RateLimited('document', wantsDocument)
  @Operation({
    summary: 'The receipt of a payment that was made, as JSON or as a PDF.',
    path: { id: 1001 },
    body: ReceiptResponse,
    produces: [MEDIA.pdf],
    errors: ['NOT_FOUND', 'NOT_ACCEPTABLE'],
  })
  async read(
    @CurrentUser() caller: Caller,
    @PathId() id: number,
    @AcceptedType([MEDIA.json, MEDIA.pdf]) type: string,
  ): Promise<ReceiptResponse | StreamableFile> {
    if (type === MEDIA.json) return this.receipts.read(caller, id);
    const { bytes, name } = await this.receipts.asPdf(caller, id);
    return fileResponse(bytes, MEDIA.pdf, name);
  }
}
