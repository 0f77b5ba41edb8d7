import { defineEvent } from '../platform/events/event.js';

/** Instants are ISO strings in UTC. */
export interface SlotSnapshot {
  id: number;
  startsAt: string;
  endsAt: string;
  label: { id: number; name: string; color: string } | null;
  capacity: number;
  taken: number;
  createdAt: string;
  updatedAt: string;
}

export interface SlotChange extends SlotSnapshot {
  /** The times before the change; equal to the present ones when it was not moved. */
  previous: { startsAt: string; endsAt: string };
}

export const SlotCreated = defineEvent<SlotSnapshot>('scheduling.slot_created');
export const SlotUpdated = defineEvent<SlotChange>('scheduling.slot_updated');
/** As it was when it went; its bookings are cancelled by the same transaction. */
export const SlotDeleted = defineEvent<SlotSnapshot>('scheduling.slot_deleted');
