import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { BookingModule } from '../booking/booking.module.js';
import { IdentityModule } from '../identity/identity.module.js';
import { ScopedAs } from '../platform/auth/scopes.js';
import { LedgerPageService } from './admin-pages/ledger-page.service.js';
import { AdminPaymentsPageController } from './admin-pages/payments-page.controller.js';
import { AdminPaymentsPageService } from './admin-pages/payments-page.service.js';
import { BillingController } from './billing/billing.controller.js';
import { Billing } from './billing/billing.entity.js';
import { BillingRepository } from './billing/billing.repository.js';
import { BillingService } from './billing/billing.service.js';
import { PaymentsCheckup } from './checkup.statistics.js';
import { CreditPagesController } from './credit-pages/credit-pages.controller.js';
import { CreditPagesService } from './credit-pages/credit-pages.service.js';
import { MeetingCreditsService } from './credit-pages/meeting-credits.service.js';
import { CreditPurchase } from './credit-purchases/credit-purchase.entity.js';
import { CreditPurchasesController } from './credit-purchases/credit-purchases.controller.js';
import { CreditPurchasesRepository } from './credit-purchases/credit-purchases.repository.js';
import { CreditPurchasesService } from './credit-purchases/credit-purchases.service.js';
import { PendingPurchasesProcessor } from './credit-purchases/pending-purchases.processor.js';
import { CreditsController } from './credits/credits.controller.js';
import { CreditsQueries } from './credits/credits.queries.js';
import { CreditsService } from './credits/credits.service.js';
import { DueEscrowsProcessor } from './credits/due-escrows.processor.js';
import { EscrowService } from './credits/escrow.service.js';
import { EndedMeetingsListener } from './credits/ended-meetings.listener.js';
import { NewcomersListener } from './credits/newcomers.listener.js';
import { Invoice, InvoiceSeries } from './invoices/invoice.entity.js';
import { InvoicesController } from './invoices/invoices.controller.js';
import { InvoicesQueries } from './invoices/invoices.queries.js';
import { InvoicesRepository } from './invoices/invoices.repository.js';
import { InvoicesService } from './invoices/invoices.service.js';
import { InvoicingService } from './invoices/invoicing.service.js';
import { LedgerController } from './ledger/ledger.controller.js';
import { LedgerAccount, LedgerPosting, LedgerTransfer } from './ledger/ledger.entity.js';
import { LedgerQueries } from './ledger/ledger.queries.js';
import { LedgerRepository } from './ledger/ledger.repository.js';
import { LedgerService } from './ledger/ledger.service.js';
import { Payment } from './model/payment.entity.js';
import { PaymentsInvariants } from './payments.invariants.js';
import { LinkPaymentsController } from './payments/link-payments.controller.js';
import { PaymentDeskService } from './payments/payment-desk.service.js';
import { PaymentsController } from './payments/payments.controller.js';
import { PaymentsPersonalData } from './payments.personal-data.js';
import { PaymentsQueries } from './payments/payments.queries.js';
import { PaymentsRepository } from './model/payments.repository.js';
import { PaymentsService } from './payments/payments.service.js';
import { PaymentsStatistics } from './payments.statistics.js';
import { PendingPaymentsProcessor } from './payments/pending-payments.processor.js';
import { SettlementService } from './payments/settlement.service.js';
import { HandledProviderEvent } from './webhooks/provider-event.entity.js';
import { PaymentProviderRegistry } from './providers/payment-provider-registry.adapter.js';
import { FakePaymentProvider } from './providers/fake-payment-provider.adapter.js';
import { StripeProvider } from './providers/stripe.adapter.js';
import { KeptEvent } from './webhooks/kept-event.entity.js';
import { KeptEventsProcessor } from './webhooks/kept-events.processor.js';
import { KeptEventsRepository } from './webhooks/kept-events.repository.js';
import { OldProviderEventsProcessor } from './webhooks/old-provider-events.processor.js';
import { MovedMoneyService } from './webhooks/moved-money.service.js';
import { WebhooksController } from './webhooks/webhooks.controller.js';
import { ProviderWebhooksService } from './webhooks/provider-webhooks.service.js';
import { ReceiptsController } from './receipts/receipts.controller.js';
import { ReceiptsService } from './receipts/receipts.service.js';
import { CancellationsListener } from './refunds/cancellations.listener.js';
import { DueRefundsProcessor } from './refunds/due-refunds.processor.js';
import { DisputesRepository } from './disputes/disputes.repository.js';
import { DisputesService } from './disputes/disputes.service.js';
import { Dispute } from './model/dispute.entity.js';
import { Refund } from './model/refund.entity.js';
import { ForeignRefundsService } from './refunds/foreign-refunds.service.js';
import { RefundingService } from './refunds/refunding.service.js';
import { RefundsController } from './refunds/refunds.controller.js';
import { RefundsRepository } from './refunds/refunds.repository.js';
import { RefundsService } from './refunds/refunds.service.js';
import { PaymentsApi } from './payments.api.js';

@ScopedAs('payments')
@Module({
  imports: [
    TypeOrmModule.forFeature([
      LedgerAccount,
      LedgerTransfer,
      LedgerPosting,
      Payment,
      Refund,
      Invoice,
      InvoiceSeries,
      Billing,
      HandledProviderEvent,
      KeptEvent,
      Dispute,
      CreditPurchase,
    ]),
    IdentityModule,
    BookingModule,
  ],
  controllers: [
    LedgerController,
    CreditPurchasesController,
    CreditPagesController,
    CreditsController,
    WebhooksController,
    PaymentsController,
    LinkPaymentsController,
    RefundsController,
    ReceiptsController,
    InvoicesController,
    BillingController,
    AdminPaymentsPageController,
  ],
  providers: [
    LedgerPageService,
    AdminPaymentsPageService,
    LedgerService,
    LedgerRepository,
    LedgerQueries,
    CreditsService,
    CreditsQueries,
    EscrowService,
    DueEscrowsProcessor,
    EndedMeetingsListener,
    NewcomersListener,
    CreditPurchasesService,
    CreditPagesService,
    MeetingCreditsService,
    CreditPurchasesRepository,
    PendingPurchasesProcessor,
    PaymentsService,
    PaymentDeskService,
    PaymentsRepository,
    PaymentsQueries,
    SettlementService,
    PendingPaymentsProcessor,
    PaymentsStatistics,
    PaymentsCheckup,
    PaymentsPersonalData,
    PaymentsInvariants,
    RefundsService,
    RefundingService,
    RefundsRepository,
    ForeignRefundsService,
    DisputesService,
    DisputesRepository,
    CancellationsListener,
    DueRefundsProcessor,
    PaymentProviderRegistry,
    FakePaymentProvider,
    StripeProvider,
    ProviderWebhooksService,
    MovedMoneyService,
    KeptEventsRepository,
    KeptEventsProcessor,
    OldProviderEventsProcessor,
    InvoicesService,
    InvoicingService,
    InvoicesRepository,
    InvoicesQueries,
    ReceiptsService,
    BillingService,
    BillingRepository,
    PaymentsApi,
  ],
  exports: [PaymentsApi],
})
export class PaymentsModule {}
