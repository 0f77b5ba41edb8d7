import { Global, Module } from '@nestjs/common';
import { AuditHashChain } from './audit-hash-chain.js';
import { AuditTrail } from './audit-trail.js';

@Global()
@Module({ providers: [AuditTrail, AuditHashChain], exports: [AuditTrail, AuditHashChain] })
export class AuditModule {}
