import { Injectable } from '@nestjs/common';
import { CheckupService } from '../../platform/monitoring/checkup.service.js';
import type { Finding } from '../../platform/registries/checkup-source.js';
import { toLedgerInvariantsResponse, type LedgerInvariantsResponse } from '../ledger/ledger.dto.js';
import { LedgerQueries } from '../ledger/ledger.queries.js';

/** Whether the money adds up, and all other rules hold. */
@Injectable()
export class LedgerPageService {
  constructor(
    private readonly queries: LedgerQueries,
    private readonly checkup: CheckupService,
  ) {}

  async read(): Promise<{ ledger: LedgerInvariantsResponse; checks: Finding[] }> {
    const checks = await this.checkup.findings({ isWhole: false });
    return { ledger: toLedgerInvariantsResponse(await this.queries.state()), checks };
  }
}
