export { toTimeSlotResponse, type SlotOffer, type TimeSlotResponse } from './timeslots/timeslot.dto.js';
