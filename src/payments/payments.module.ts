import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { BookingModule } from '../booking/booking.module.js';
import { IdentityModule } from '../identity/identity.module.js';
import { PaymentDocuments } from './documents/payment-documents.service.js';
import { Invoice, InvoiceYear } from './invoices/invoice.entity.js';
import { InvoicesController } from './invoices/invoices.controller.js';
import { InvoicesQueries } from './invoices/invoices.queries.js';
import { InvoicesRepository } from './invoices/invoices.repository.js';
import { Invoices } from './invoices/invoices.service.js';
import { Invoicing } from './invoices/invoicing.service.js';
import { LedgerInvariants } from './ledger/ledger-invariants.js';
import { LedgerController } from './ledger/ledger.controller.js';
import { LedgerAccount, LedgerPosting, LedgerTransfer } from './ledger/ledger.entity.js';
import { LedgerQueries } from './ledger/ledger.queries.js';
import { LedgerRepository } from './ledger/ledger.repository.js';
import { Ledger } from './ledger/ledger.service.js';
import { Payment } from './payments/payment.entity.js';
import { PaymentsInvariants } from './payments/payments-invariants.js';
import { PaymentsController } from './payments/payments.controller.js';
import { PaymentsPersonalData } from './payments/payments.personal-data.js';
import { PaymentsQueries } from './payments/payments.queries.js';
import { PaymentsRepository } from './payments/payments.repository.js';
import { Payments } from './payments/payments.service.js';
import { PaymentsStatistics } from './payments/payments.statistics.js';
import { PendingPayments } from './payments/pending-payments.processor.js';
import { Settlement } from './payments/settlement.service.js';
import { HandledProviderEvent } from './providers/provider-event.entity.js';
import { Providers } from './providers/providers.js';
import { Simulator } from './providers/simulator.js';
import { StripeProvider } from './providers/stripe.js';
import { WebhooksController } from './providers/webhooks.controller.js';
import { Webhooks } from './providers/webhooks.service.js';
import { ReceiptsController } from './receipts/receipts.controller.js';
import { Receipts } from './receipts/receipts.service.js';
import { CancellationsListener } from './refunds/cancellations.listener.js';
import { DueRefunds } from './refunds/due-refunds.processor.js';
import { Refund } from './refunds/refund.entity.js';
import { Refunding } from './refunds/refunding.service.js';
import { RefundsController } from './refunds/refunds.controller.js';
import { RefundsRepository } from './refunds/refunds.repository.js';
import { Refunds } from './refunds/refunds.service.js';

@Module({
  imports: [
    TypeOrmModule.forFeature([
      LedgerAccount,
      LedgerTransfer,
      LedgerPosting,
      Payment,
      Refund,
      Invoice,
      InvoiceYear,
      HandledProviderEvent,
    ]),
    IdentityModule,
    BookingModule,
  ],
  controllers: [
    LedgerController,
    WebhooksController,
    PaymentsController,
    RefundsController,
    ReceiptsController,
    InvoicesController,
  ],
  providers: [
    Ledger,
    LedgerRepository,
    LedgerQueries,
    LedgerInvariants,
    Payments,
    PaymentsRepository,
    PaymentsQueries,
    Settlement,
    PendingPayments,
    PaymentsStatistics,
    PaymentsPersonalData,
    PaymentsInvariants,
    Refunds,
    Refunding,
    RefundsRepository,
    CancellationsListener,
    DueRefunds,
    Providers,
    Simulator,
    StripeProvider,
    Webhooks,
    Invoices,
    Invoicing,
    InvoicesRepository,
    InvoicesQueries,
    Receipts,
    PaymentDocuments,
  ],
})
export class PaymentsModule {}
