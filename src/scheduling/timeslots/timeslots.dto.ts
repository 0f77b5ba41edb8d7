import { seated } from '../../booking/booking.api.js';
import { Checked } from '../../platform/http/fields/checked.js';
import { field, Refused } from '../../platform/http/fields/field.js';
import {
  BooleanField,
  DateField,
  EnumField,
  IdField,
  InstantField,
  IntField,
  NamesField,
  NestedField,
  PartialOf,
  TextField,
} from '../../platform/http/fields/fields.js';
import { ListQuery, SortedBy } from '../../platform/http/lists/lists.js';
import { isBlank, isOneLine, lengthOf } from '../../shared/texts.js';
import { TimeSlotResponse } from './timeslot.dto.js';
import { slotTimeProblems } from './timeslot.entity.js';

export const MAX_CAPACITY = 10_000;
const DIGITS = /^\d{1,15}$/;
const MAX_NAME = 80;

/** A category by its id or by its name. */
function CategoryField(): PropertyDecorator {
  const refused = new Refused('Give the id or the name of a category.');
  const read = (raw: unknown) => {
    if (typeof raw === 'string' && !DIGITS.test(raw))
      return !isBlank(raw) && isOneLine(raw) && lengthOf(raw) <= MAX_NAME ? raw.trim() : refused;
    if (typeof raw !== 'number' && typeof raw !== 'string') return refused;
    const id = Number(raw);
    return Number.isSafeInteger(id) && id > 0 ? id : refused;
  };
  const schema = {
    oneOf: [
      { type: 'integer', minimum: 1 },
      { type: 'string', minLength: 1, maxLength: MAX_NAME },
    ],
  };
  return field({ schema, read }, { description: 'Id or name of a category.', example: 'Cat 1' });
}

class SlotFields {
  @InstantField({ means: 'startsAt', description: 'In the future.', example: '2026-03-01T18:00:00Z' })
  start_time: Date;

  @InstantField({ means: 'endsAt', description: 'After the start.', example: '2026-03-01T19:00:00Z' })
  end_time: Date;

  @CategoryField()
  category: number | string;
}

@Checked<TimeSlotRequest>((sent, { now }) =>
  slotTimeProblems({ startsAt: sent.start_time, endsAt: sent.end_time }, now),
)
export class TimeSlotRequest extends SlotFields {
  @IntField({ min: 1, max: MAX_CAPACITY, default: 1, example: 1, description: 'Seats.' })
  capacity: number;
}

export class TimeSlotChangeRequest extends PartialOf(TimeSlotRequest) {}

@SortedBy(['start_time'])
export class TimeSlotsQuery extends ListQuery {
  @DateField({ optional: true, description: 'Only slots that start on this day.' })
  date?: string;

  @DateField({ optional: true, description: 'Only slots that start on this day or later.' })
  start_date?: string;

  @DateField({ optional: true, description: 'Only slots that start on this day or earlier.' })
  end_date?: string;

  @NamesField({
    optional: true,
    description: 'Names of categories; an unknown one finds nothing.',
    example: ['Cat 1'],
  })
  categories?: string[];

  @BooleanField({ optional: true, description: 'Only slots that can be booked now.', example: true })
  available_only?: boolean;
}

@SortedBy(['start_time'])
export class AdminTimeSlotsQuery extends ListQuery {
  @DateField({ optional: true, description: 'Only slots that start on this day.' })
  date?: string;

  @IdField({ optional: true, description: 'Id of a category.' })
  category?: number;

  @EnumField(['booked', 'available'], {
    optional: true,
    example: 'booked',
    description: 'As `is_booked` and `is_available` of the slots.',
  })
  status?: 'booked' | 'available';
}

export class SlotHolderResponse {
  @IdField()
  id: number;

  @TextField({ example: 'ada' })
  username: string;
}

export class SlotBookingResponse {
  @IdField()
  id: number;

  @NestedField(() => SlotHolderResponse)
  user: SlotHolderResponse;

  @EnumField(seated.statuses, { example: 'confirmed' })
  status: string;
}

/** With the bookings that have its seats, or used them; a list shows a hundred of each slot. */
export class AdminTimeSlotResponse extends TimeSlotResponse {
  @NestedField(() => SlotBookingResponse, { many: true, maxItems: MAX_CAPACITY })
  bookings: SlotBookingResponse[];
}
