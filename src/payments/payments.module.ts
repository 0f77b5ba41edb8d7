import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { LedgerInvariants } from './ledger/ledger-invariants.js';
import { LedgerController } from './ledger/ledger.controller.js';
import { LedgerAccount, LedgerPosting, LedgerTransfer } from './ledger/ledger.entity.js';
import { LedgerQueries } from './ledger/ledger.queries.js';
import { LedgerRepository } from './ledger/ledger.repository.js';
import { Ledger } from './ledger/ledger.service.js';

@Module({
  imports: [TypeOrmModule.forFeature([LedgerAccount, LedgerTransfer, LedgerPosting])],
  controllers: [LedgerController],
  providers: [Ledger, LedgerRepository, LedgerQueries, LedgerInvariants],
})
export class PaymentsModule {}
