import {
  BooleanField,
  EnumField,
  IdField,
  InstantField,
  IntField,
  TextField,
} from '../../platform/http/fields/fields.js';
import { ListQuery, SortedBy } from '../../platform/http/lists/lists.js';
import { decimalFrom } from '../../shared/money.js';
import {
  CENTS_PER_CREDIT,
  CREDIT_ENTRY_TYPES,
  ENTRY_TYPES,
  type CreditEntryType,
  type CreditTransferKind,
} from './credits.rules.js';

export class CreditBalanceResponse {
  @IdField()
  id: number;

  @IdField({ description: 'Whose it is.' })
  user: number;

  @IntField({ min: 0, example: 5, description: 'Without what is set aside for meetings.' })
  balance: number;

  @InstantField({ description: 'When it last changed.' })
  updated_at: Date;
}

export class CreditTransferRequest {
  @IdField({ means: 'meetingId', description: 'A meeting that you asked for, and that is not over.' })
  meeting_id: number;

  @IntField({ min: 1, example: 1 })
  amount: number;
}

export class CreditTransferResponse {
  @BooleanField({ example: true })
  success: boolean;

  @TextField({ example: '1 credit(s) transferred successfully' })
  message: string;

  @IntField({ min: 0, example: 4 })
  new_balance: number;
}

@SortedBy(['created_at'])
export class CreditEntriesQuery extends ListQuery {
  @EnumField(CREDIT_ENTRY_TYPES, { optional: true, example: 'spent' })
  transaction_type?: CreditEntryType;

  @IdField({ optional: true, description: 'Only what was spent for, earned by or refunded of this meeting.' })
  related_meeting_id?: number;
}

export class CreditEntryResponse {
  @IdField()
  id: number;

  @IdField()
  user: number;

  @TextField({ example: 'johndoe' })
  username: string;

  @EnumField(CREDIT_ENTRY_TYPES, {
    example: 'initial',
    description: '`spent` takes away, the others add.',
  })
  transaction_type: CreditEntryType;

  @IntField({ min: 1, example: 1 })
  amount: number;

  @TextField({ example: 'Initial free credit' })
  description: string;

  @IdField({ nullable: true, example: null })
  related_meeting_id: number | null;

  @InstantField()
  created_at: Date;
}

/** A transfer as one of its two sides sees it. */
export interface CreditEntry {
  id: number;
  kind: CreditTransferKind;
  amount: number;
  meetingId: number | null;
  occurredAt: Date;
}

export function toCreditEntryResponse(
  { id, kind, amount, meetingId, occurredAt }: CreditEntry,
  owner: { id: number; username: string },
): CreditEntryResponse {
  return {
    id,
    user: owner.id,
    username: owner.username,
    transaction_type: ENTRY_TYPES[kind],
    amount: Math.abs(amount),
    description: describe(kind, Math.abs(amount)),
    related_meeting_id: meetingId,
    created_at: occurredAt,
  };
}

function describe(kind: CreditTransferKind, amount: number): string {
  const credits = amount === 1 ? '1 credit' : `${amount} credits`;
  switch (kind) {
    case 'credit_initial':
      return 'Initial free credit';
    case 'credit_purchase':
      return `Purchased ${credits} for $${decimalFrom(amount * CENTS_PER_CREDIT)}`;
    case 'credit_spent':
      return 'Credit spent for meeting with expert';
    case 'credit_earned':
      return 'Credit earned by a meeting';
    case 'credit_refunded':
      return 'Credit refunded of a meeting that did not take place';
  }
}
