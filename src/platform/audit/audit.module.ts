import { Global, Module } from '@nestjs/common';
import { AuditHashChain } from './audit-hash-chain.js';
import { AuditHead } from './audit-head.js';
import { AuditRetention } from './audit-retention.js';
import { AuditTrail } from './audit-trail.js';

@Global()
@Module({
  providers: [AuditTrail, AuditHead, AuditHashChain, AuditRetention],
  exports: [AuditTrail, AuditHashChain],
})
export class AuditModule {}
