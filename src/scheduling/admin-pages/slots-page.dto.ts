import { Checked } from '../../platform/http/fields/checked.js';
import { EnumField, IdField, IntField, TextField } from '../../platform/http/fields/fields.js';
import type { CategoryRequest } from '../categories/categories.dto.js';
import { MAX_CAPACITY, type TimeSlotRequest } from '../timeslots/timeslots.dto.js';

const REQUIRED = ['This field is required.'];
const ACTIONS = ['create', 'change', 'remove'] as const;
type Action = (typeof ACTIONS)[number];

/** As browsers send it; in UTC. */
const MOMENT = { max: 19, pattern: /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d)?$/, optional: true } as const;

@Checked<SlotsForm>(({ action, ...form }, { isAtFault }) => {
  if (action !== 'create') return form.id ? {} : { id: REQUIRED };
  const names = ['start_time', 'end_time', 'category'] as const;
  return Object.fromEntries(
    names.filter((name) => !form[name] && !isAtFault(name)).map((name) => [name, REQUIRED]),
  );
})
export class SlotsForm {
  @EnumField(ACTIONS)
  action: Action;

  @IdField({ optional: true })
  id?: number;

  @TextField({ ...MOMENT, means: 'startsAt' })
  start_time?: string;

  @TextField({ ...MOMENT, means: 'endsAt' })
  end_time?: string;

  @IdField({ optional: true })
  category?: number;

  @IntField({ min: 1, max: MAX_CAPACITY, optional: true })
  capacity?: number;
}

@Checked<CategoriesForm>(({ action, id, name }, { isAtFault }) => ({
  ...(action !== 'create' && id === undefined && { id: REQUIRED }),
  ...(action !== 'remove' && !name && !isAtFault('name') && { name: REQUIRED }),
}))
export class CategoriesForm {
  @EnumField(ACTIONS)
  action: Action;

  @IdField({ optional: true })
  id?: number;

  @TextField({ max: 80, optional: true })
  name?: string;

  @TextField({ max: 1000, optional: true })
  description?: string;

  @TextField({ max: 7, pattern: /^#[0-9A-Fa-f]{6}$/, optional: true })
  color?: string;
}

export function toSlot({ start_time, end_time, category, capacity }: SlotsForm): Partial<TimeSlotRequest> {
  const all = {
    start_time: start_time === undefined ? undefined : new Date(`${start_time}Z`),
    end_time: end_time === undefined ? undefined : new Date(`${end_time}Z`),
    category,
    capacity,
  };
  return Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined));
}

/** What was left empty is empty. */
export function toCategory({ name, description = '', color }: CategoriesForm): CategoryRequest {
  return { name: name!, description, ...(color !== undefined && { color }) };
}
