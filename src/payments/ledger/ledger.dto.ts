import { EnumField, IdField, NestedField, TextField } from '../../platform/http/fields/fields.js';
import { decimalFrom } from '../../shared/money.js';
import type { AccountKind } from './ledger.entity.js';

const KINDS: AccountKind[] = ['provider', 'receivable', 'credits', 'escrow', 'promotion', 'issuance'];
export const CREDIT = 'CREDIT';

class CurrencySumResponse {
  @TextField({ example: 'USD', description: 'A currency, or `CREDIT`.' })
  currency: string;

  @TextField({ example: '0.00', description: 'Of all postings: always zero.' })
  sum: string;
}

class AccountOutOfBalanceResponse {
  @IdField()
  id: number;

  @EnumField(KINDS, { example: 'receivable' })
  kind: AccountKind;

  @TextField({ min: 0, example: '17' })
  holder: string;

  @TextField({ example: 'USD' })
  currency: string;

  @TextField({ example: '29.99' })
  balance: string;

  @TextField({ example: '19.99', description: 'The sum of its postings.' })
  postings: string;
}

export class LedgerInvariantsResponse {
  @NestedField(() => CurrencySumResponse, { many: true })
  currencies: CurrencySumResponse[];

  @NestedField(() => AccountOutOfBalanceResponse, {
    many: true,
    description: 'Whose balance is not the sum of their postings; the first hundred.',
    example: [],
  })
  accounts_out_of_balance: AccountOutOfBalanceResponse[];

  @IdField({ many: true, description: 'Whose postings do not sum to zero; the first hundred.', example: [] })
  transfers_out_of_balance: number[];

  @IdField({ many: true, description: 'Users’ accounts below zero; the first hundred.', example: [] })
  accounts_below_zero: number[];
}

export interface AccountState {
  id: number;
  kind: AccountKind;
  holder: string;
  unit: string;
  balance: number;
  posted: number;
}

export interface LedgerState {
  sums: { unit: string; sum: number }[];
  accounts: AccountState[];
  transfers: number[];
  belowZero: number[];
}

export function toLedgerInvariantsResponse(state: LedgerState): LedgerInvariantsResponse {
  return {
    currencies: state.sums.map(({ unit, sum }) => ({ currency: unit, sum: amountIn(unit, sum) })),
    accounts_out_of_balance: state.accounts.map(({ unit, balance, posted, ...account }) => ({
      ...account,
      currency: unit,
      balance: amountIn(unit, balance),
      postings: amountIn(unit, posted),
    })),
    transfers_out_of_balance: state.transfers,
    accounts_below_zero: state.belowZero,
  };
}

function amountIn(unit: string, amount: number): string {
  return unit === CREDIT ? String(amount) : decimalFrom(amount);
}
