import { Checked } from '../../platform/http/fields/checked.js';
import {
  EmailField,
  EnumField,
  IdField,
  InstantField,
  IntField,
  NestedField,
  PartialOf,
  PickOf,
  TextField,
} from '../../platform/http/fields/fields.js';
import { ListQuery, SortedBy } from '../../platform/http/lists/lists.js';
import { AppointmentBody } from '../../scheduling/scheduling.api.js';
import { isTimeZone } from '../../shared/local-days.js';
import { nameKey } from '../../shared/texts.js';
import { CONTACT_SOURCES, type Contact, type ContactSource } from './contact.entity.js';

const MAX_TAG = 50;
const MAX_TAGS = 50;
const ZONE = 'Europe/London';

@SortedBy(['name', 'email', 'created_at', 'bookings_count', 'last_booking_at'])
export class ContactsQuery extends ListQuery {
  @TextField({ max: 200, optional: true, description: 'In name, address, phone or company.', example: 'grace' })
  search?: string;

  @TextField({ max: MAX_TAG, optional: true, description: 'Whatever its case.', example: 'customer' })
  tag?: string;
}

@Checked<ContactRequest>(({ timezone }) => ({
  ...(timezone &&
    !isTimeZone(timezone) && { timezone: [`${JSON.stringify(timezone)} is not a known time zone.`] }),
}))
export class ContactRequest {
  @TextField({ max: 200, default: '', example: 'Grace Hopper' })
  name: string;

  @EmailField({ description: 'One contact for each address, whatever its case.', example: 'grace@example.org' })
  email: string;

  @TextField({ max: 50, default: '', example: '+12025550123' })
  phone: string;

  @TextField({ max: 200, default: '', example: 'Eckert–Mauchly' })
  company: string;

  @TextField({ max: 5_000, default: '', multiline: true, example: 'Prefers mornings.' })
  notes: string;

  @TextField({ max: MAX_TAG, min: 1, many: true, maxItems: MAX_TAGS, default: [], example: ['customer'] })
  tags: string[];

  @TextField({ max: 64, min: 1, default: null, nullable: true, example: ZONE, description: 'IANA time zone.' })
  timezone: string | null;
}

export class ContactChangeRequest extends PartialOf(ContactRequest) {}

/** A line of a file. */
export class ContactLine extends PickOf(ContactRequest, ['name', 'email', 'phone', 'company', 'notes']) {}

export class ContactResponse {
  @IdField()
  id: number;

  @TextField({ min: 0, example: 'Grace Hopper' })
  name: string;

  @EmailField({ example: 'grace@example.org' })
  email: string;

  @TextField({ min: 0, example: '+12025550123' })
  phone: string;

  @TextField({ min: 0, example: 'Eckert–Mauchly' })
  company: string;

  @TextField({ min: 0, multiline: true, example: 'Prefers mornings.' })
  notes: string;

  @TextField({ many: true, example: ['customer'] })
  tags: string[];

  @TextField({ nullable: true, example: ZONE })
  timezone: string | null;

  @EnumField(CONTACT_SOURCES, { description: 'What made it.', example: 'booking' })
  source: ContactSource;

  @IntField({ min: 0, description: 'Appointments booked with you, cancelled ones too.', example: 2 })
  bookings_count: number;

  @InstantField({ nullable: true, description: 'When the last of them was made.' })
  last_booking_at: Date | null;

  @InstantField()
  created_at: Date;

  @InstantField()
  updated_at: Date;
}

export class ContactDetailsResponse extends ContactResponse {
  @NestedField(() => AppointmentBody, { many: true, description: 'The last 100, newest first.' })
  bookings: AppointmentBody[];
}

export class ImportErrorResponse {
  @IntField({ min: 1, description: 'Where it begins in the file; the header is on line 1.', example: 3 })
  line: number;

  @TextField({ example: 'email: Enter a valid e-mail address.' })
  error: string;
}

export class ContactsImportResponse {
  @IntField({ min: 0, example: 120 })
  created: number;

  @IntField({ min: 0, description: 'Got what they lacked.', example: 7 })
  updated: number;

  @IntField({ min: 0, description: 'Lacked nothing that the file has.', example: 2 })
  skipped: number;

  @NestedField(() => ImportErrorResponse, { many: true, description: 'The first 100.' })
  errors: ImportErrorResponse[];

  @IntField({ min: 0, description: 'All of them.', example: 1 })
  errors_count: number;
}

/** Each once, whatever its case. */
export function distinctTags(tags: readonly string[]): Pick<Contact, 'tags' | 'tagKeys'> {
  const byKey = new Map<string, string>();
  for (const tag of tags) if (!byKey.has(nameKey(tag))) byKey.set(nameKey(tag), tag);
  return { tags: [...byKey.values()], tagKeys: [...byKey.keys()] };
}

export function toContactResponse(contact: Contact): ContactResponse {
  const { id, name, email, phone, company, notes, tags, timezone, source } = contact;
  return {
    ...{ id, name, email, phone, company, notes, tags, timezone, source },
    bookings_count: contact.bookingsCount,
    last_booking_at: contact.lastBookingAt,
    created_at: contact.createdAt,
    updated_at: contact.updatedAt,
  };
}
