import { availableActions, changeableUntil, type Manageable } from './manageable.policy.js';

const at = (hour: number) => new Date(Date.UTC(2030, 0, 1, hour));
const just = (hour: number) => new Date(at(hour).getTime() - 1);
const after = (hour: number) => new Date(at(hour).getTime() + 1);
const appointment = (fields: Partial<Manageable> = {}): Manageable => ({
  ...{ status: 'confirmed', startsAt: at(9), noticeMinutes: 120, priceCents: 0, paidCents: 0 },
  ...{ canBeTakenAgain: false, isOffered: false, seatsFree: null, guests: 0 },
  ...fields,
});

describe('what an invitee may do', () => {
  it.each([
    ['up to the notice, this instant included', {}, at(7), ['cancel', 'reschedule']],
    ['nothing inside the notice', {}, after(7), []],
    ['without a notice until the start', { noticeMinutes: 0 }, just(9), ['cancel', 'reschedule']],
    ['nothing from the start on', { noticeMinutes: 0 }, at(9), []],
    ['nothing with what is cancelled', { status: 'cancelled' as const }, at(1), []],
    ['leave a queue', { status: 'waitlisted' as const }, at(1), ['cancel']],
    [
      'take offered seats, inside the notice too',
      { status: 'pending' as const, isOffered: true },
      at(8),
      ['confirm'],
    ],
    [
      'pay first what was offered',
      { status: 'pending' as const, isOffered: true, priceCents: 5 },
      at(8),
      ['pay'],
    ],
    ['pay late', { status: 'expired' as const, priceCents: 5, canBeTakenAgain: true }, at(8), ['pay']],
    ['not what is gone', { status: 'expired' as const, priceCents: 5 }, at(8), []],
    [
      'bring more people to a session, and fewer',
      { seatsFree: 1, guests: 1 },
      at(1),
      ['cancel', 'reschedule', 'add_attendee', 'remove_attendee'],
    ],
    ['bring nobody to a full one', { seatsFree: 0 }, at(1), ['cancel', 'reschedule']],
    [
      'bring nobody where each seat costs',
      { seatsFree: 1, guests: 1, priceCents: 5, paidCents: 5 },
      at(1),
      ['cancel', 'reschedule'],
    ],
  ])('%s', (_, fields, now, actions) => expect(availableActions(appointment(fields), now)).toEqual(actions));

  it('is told with the instant up to which it holds', () => {
    expect(changeableUntil(appointment())).toEqual(at(7));
    expect(changeableUntil(appointment({ noticeMinutes: null }))).toEqual(at(9));
    expect(changeableUntil(appointment({ status: 'cancelled' }))).toBeNull();
  });
});
