import type { Caller } from '../../platform/auth/caller.js';

/** What is to be paid, in the words of the wire. */
export interface AmountDue {
  amount: string;
  currency: string;
}

/** How paying began: `pending` goes on at the provider's page, where there is an address. */
export interface PaymentStart {
  status: 'completed' | 'pending' | 'failed';
  checkoutUrl: string | null;
}

export interface PaymentPaper {
  id: number;
  kind: 'invoice' | 'receipt' | 'credit_note';
  number: string;
}

/** Where bookings are paid: pages ask it, and payments provides it. */
export abstract class PaymentDesk {
  /** Those that this installation takes. */
  abstract methods(): readonly string[];

  /** A payment that waits for its payer begins again where it was. Refuses like `POST payments`. */
  abstract pay(caller: Caller, bookingId: number, due: AmountDue, method: string): Promise<PaymentStart>;

  /** By the link of an appointment. Refuses like `POST events/booking/{access_token}/pay`. */
  abstract payByLink(token: string, due: AmountDue, method: string): Promise<PaymentStart>;

  /** Invoices and credit notes of a booking that the caller paid, oldest first. */
  abstract papersOf(caller: Caller, bookingId: number): Promise<PaymentPaper[]>;
}
