import { EnumField, IntField } from '../../platform/http/fields/fields.js';
import { METHODS, type PaymentMethod } from '../model/payment.entity.js';

const MOST = 1_000;

/** `POST payments/purchase_credits`, whose price follows from the credits. */
export class CreditsForm {
  @IntField({ min: 1, max: MOST })
  credits: number;

  @EnumField(METHODS)
  method: PaymentMethod;
}

/** `POST credits/transfer`, of the meeting whose page it is. */
export class MeetingCreditsForm {
  @IntField({ min: 1, max: MOST })
  amount: number;
}

export class CreditsPageQuery {
  @IntField({ min: 1, max: 1_000_000, default: 1 })
  page: number;
}
