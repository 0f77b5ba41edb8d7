import { Controller, Get } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { CurrentUser, Requires } from '../../platform/auth/access.js';
import type { Caller } from '../../platform/auth/caller.js';
import { Operation } from '../../platform/http/operation.js';
import { PathId } from '../../platform/http/path-id.js';
import { ReceiptResponse } from './receipts.dto.js';
import { Receipts } from './receipts.service.js';

@ApiTags('Payments')
@Controller('api/v1/payments/:id/receipt')
@Requires('user')
export class ReceiptsController {
  constructor(private readonly receipts: Receipts) {}

  @Get()
  @Operation({
    summary: 'The receipt of a payment that was made.',
    body: ReceiptResponse,
    errors: ['NOT_FOUND'],
  })
  read(@CurrentUser() caller: Caller, @PathId() id: number): Promise<ReceiptResponse> {
    return this.receipts.read(caller, id);
  }
}
