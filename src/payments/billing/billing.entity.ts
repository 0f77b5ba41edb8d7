import { Column, Entity, PrimaryColumn } from 'typeorm';

/** Whom an invoice names, as seller or as buyer; what is empty was not said. */
export interface BillingDetails {
  legalName: string;
  address: string;
  /** ISO 3166-1 alpha-2. */
  country: string;
  taxId: string;
}

export const NO_BILLING: BillingDetails = { legalName: '', address: '', country: '', taxId: '' };

/** What a person's invoices say from now on; issued ones have a copy. */
@Entity({ schema: 'payments', name: 'billing' })
export class Billing implements BillingDetails {
  @PrimaryColumn('bigint', { primaryKeyConstraintName: 'billing_pkey' })
  personId: number;

  @Column('text', { default: '' })
  legalName: string;

  @Column('text', { default: '' })
  address: string;

  @Column('text', { default: '' })
  country: string;

  @Column('text', { default: '' })
  taxId: string;

  @Column('timestamptz')
  updatedAt: Date;
}
