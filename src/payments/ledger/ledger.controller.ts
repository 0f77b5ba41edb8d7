import { Controller, Get } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Requires } from '../../platform/auth/access.js';
import { Operation } from '../../platform/http/openapi/operation.js';
import { LedgerInvariantsResponse, toLedgerInvariantsResponse } from './ledger.dto.js';
import { LedgerQueries } from './ledger.queries.js';

@ApiTags('Administration')
@Controller('api/v1/admin/ledger')
@Requires('admin')
export class LedgerController {
  constructor(private readonly queries: LedgerQueries) {}

  @Get('invariants')
  @Operation({
    summary: 'Whether the ledger adds up, computed on the spot.',
    body: LedgerInvariantsResponse,
  })
  async invariants(): Promise<LedgerInvariantsResponse> {
    return toLedgerInvariantsResponse(await this.queries.state());
  }
}
