import { Injectable } from '@nestjs/common';
import { AuditTrail } from '../../platform/audit/audit-trail.js';
import type { Caller } from '../../platform/auth/caller.js';
import { Database } from '../../platform/database/database.js';
import { Clock } from '../../shared/clock.js';
import { toBillingResponse, type BillingRequest, type BillingResponse } from './billing.dto.js';
import { NO_BILLING } from './billing.entity.js';
import { BillingRepository } from './billing.repository.js';

@Injectable()
export class BillingService {
  constructor(
    private readonly db: Database,
    private readonly billing: BillingRepository,
    private readonly audit: AuditTrail,
    private readonly clock: Clock,
  ) {}

  async read(caller: Caller): Promise<BillingResponse> {
    return toBillingResponse((await this.billing.find(this.db, caller.id)) ?? NO_BILLING);
  }

  /** For invoices that are issued from now on; what is not sent stays. */
  async change(caller: Caller, request: BillingRequest): Promise<BillingResponse> {
    const { legal_name: legalName, address, country, tax_id: taxId } = request;
    return this.db.transaction(async (tx) => {
      const details = { legalName, address, country, taxId };
      const saved = await this.billing.save(tx, caller.id, details, this.clock.now());
      await this.audit.record(tx, {
        actorId: caller.id,
        action: 'payments.billing_changed',
        subjectType: 'account',
        subjectId: caller.id,
      });
      return toBillingResponse(saved);
    });
  }
}
