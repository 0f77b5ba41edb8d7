import { Checked } from '../../platform/http/fields/checked.js';
import { PickOf } from '../../platform/http/fields/field-mapped-types.js';
import { AppointmentRequest, appointmentProblems } from '../appointments/appointments.dto.js';

const BODY = ['invitee_name', 'invitee_email', 'invitee_phone', 'invitee_timezone', 'custom_answers'] as const;

/** All that a booking takes but for whose it is, which stands in the address. */
@Checked<BookingForm>(appointmentProblems)
export class BookingForm extends PickOf(AppointmentRequest, [
  ...(['start_time', 'duration', 'attendee_count', 'join_waitlist'] as const),
  ...BODY,
]) {}
