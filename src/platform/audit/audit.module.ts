import { Global, Module } from '@nestjs/common';
import { AuditSeals } from './audit.seal.js';
import { AuditTrail } from './audit-trail.js';

@Global()
@Module({ providers: [AuditTrail, AuditSeals], exports: [AuditTrail, AuditSeals] })
export class AuditModule {}
