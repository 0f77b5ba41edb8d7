import type { BookingStatus } from '../../booking/booking.api.js';

export const ACTIONS = ['cancel', 'reschedule', 'add_attendee', 'remove_attendee', 'confirm'] as const;
export type Action = (typeof ACTIONS)[number];
export const AVAILABLE_ACTIONS = [...ACTIONS, 'pay'] as const;
export type AvailableAction = (typeof AVAILABLE_ACTIONS)[number];

type AppointmentStatus = BookingStatus | 'waitlisted';

const MINUTE_MS = 60_000;
const LIVE: readonly AppointmentStatus[] = ['pending', 'confirmed'] satisfies BookingStatus[];

export interface Manageable {
  /** By the clock. */
  status: AppointmentStatus;
  startsAt: Date;
  noticeMinutes: number | null;
  priceCents: number;
  paidCents: number;
  /** It has expired, and its time is still to be had. */
  canBeTakenAgain: boolean;
  /** Its seats were offered to who waited. */
  isOffered: boolean;
  /** Seats that nobody waits for; null where it is no session. */
  seatsFree: number | null;
  /** How many people are named beside the invitee. */
  guests: number;
}

/** So long its invitee may cancel and move it, this instant included; null once it is no matter any more. */
export function changeableUntil({ status, startsAt, noticeMinutes }: Manageable): Date | null {
  if (!LIVE.includes(status)) return null;
  return new Date(startsAt.getTime() - (noticeMinutes ?? 0) * MINUTE_MS);
}

export function availableActions(appointment: Manageable, now: Date): AvailableAction[] {
  const { status, priceCents, paidCents, canBeTakenAgain, isOffered, seatsFree, guests } = appointment;
  if (status === 'waitlisted') return ['cancel'];
  const until = changeableUntil(appointment);
  const isOpen = until !== null && appointment.startsAt > now;
  const isChangeable = isOpen && now <= until;
  const isDue = paidCents < priceCents;
  const isSized = isChangeable && seatsFree !== null && priceCents === 0;
  const isAvailable: Record<AvailableAction, boolean> = {
    cancel: isChangeable,
    reschedule: isChangeable,
    add_attendee: isSized && seatsFree > 0,
    remove_attendee: isSized && guests > 0,
    confirm: isOpen && status === 'pending' && isOffered && !isDue,
    pay: isDue && ((isOpen && status === 'pending') || canBeTakenAgain),
  };
  return AVAILABLE_ACTIONS.filter((action) => isAvailable[action]);
}
