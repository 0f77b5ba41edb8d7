import { CountryField, TextField } from '../../platform/http/fields/fields.js';
import type { BillingDetails } from './billing.entity.js';

/** Together no more than a text on a paper may have. */
const MAX = { name: 200, address: 200, taxId: 40 };
const UP_TO_TEN_LINES = /^[^\n]*(?:\n[^\n]*){0,9}$/;

export class BillingResponse {
  @TextField({ min: 0, example: 'Ada Byron Ltd' })
  legal_name: string;

  @TextField({ min: 0, multiline: true, example: '12 St James’s Square\nLondon SW1Y 4LB' })
  address: string;

  @TextField({ min: 0, example: 'GB', description: 'ISO 3166-1.' })
  country: string;

  @TextField({ min: 0, example: 'GB123456789' })
  tax_id: string;
}

/** What is not sent stays. */
export class BillingRequest {
  @TextField({ max: MAX.name, optional: true, example: 'Ada Byron Ltd' })
  legal_name?: string;

  @TextField({
    max: MAX.address,
    multiline: true,
    pattern: UP_TO_TEN_LINES,
    optional: true,
    example: '12 St James’s Square\nLondon SW1Y 4LB',
  })
  address?: string;

  @CountryField({ optional: true })
  country?: string;

  @TextField({ max: MAX.taxId, optional: true, example: 'GB123456789' })
  tax_id?: string;
}

/** The buyer of one purchase, whatever the payer has saved. */
export class BuyerRequest extends BillingRequest {
  @TextField({ max: MAX.name, example: 'Ada Byron Ltd' })
  override legal_name: string;
}

export function toBillingResponse({ legalName, address, country, taxId }: BillingDetails): BillingResponse {
  return { legal_name: legalName, address, country, tax_id: taxId };
}

export function toBuyer({ legal_name, address = '', country = '', tax_id = '' }: BuyerRequest): BillingDetails {
  return { legalName: legal_name, address, country, taxId: tax_id };
}
