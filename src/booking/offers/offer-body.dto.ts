import type { Type } from '@nestjs/common';
import { IdField, TextField } from '../../platform/http/fields/fields.js';
import type { Offer } from '../model/offer.entity.js';

const bodies = new Map<string, Type<unknown>>();

/** Makes a class what shows an offer in this field of a booking's body. */
export function ShowsOffer(field: string): (target: Type<unknown>) => void {
  return (target) => void bodies.set(field, target);
}

export const offerBody = (field: string) => (): Type<unknown> => bodies.get(field)!;

export class SlotCategoryResponse {
  @IdField()
  id: number;

  @TextField({ example: 'Cat 1' })
  name: string;

  @TextField({ min: 0, example: '#3b82f6' })
  color: string;
}

export function toCategoryResponse({
  labelId,
  labelName,
  labelColor,
}: Pick<Offer, 'labelId' | 'labelName' | 'labelColor'>): SlotCategoryResponse | null {
  return labelId === null ? null : { id: labelId, name: labelName ?? '', color: labelColor ?? '' };
}
