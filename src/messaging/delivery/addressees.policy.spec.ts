import type { DatedTemplate, NotificationTemplate } from '../templates/notification-template.policy.js';
import { addresseesOf, type EventPeople } from './addressees.policy.js';

const template = (parts: Partial<NotificationTemplate>): DatedTemplate => ({
  at: new Date(0),
  kind: 'event_update',
  to: { people: [] },
  ...{ subject: 'event:1', occurrence: '', event: { id: 1, title: 'Party' }, relatedId: 1 },
  ...{ title: 'T', message: () => 'M', link: '/events/1' },
  ...parts,
});
const participant = (personId: number, isHeld = false, eventId = 1) => ({
  ...{ eventId, personId, isHeld, bookingId: personId * 10, bookedAt: new Date(personId) },
  ...{ cents: 0, currency: 'USD', until: null },
});
const around = (
  participants: EventPeople['participants'],
  circles: Partial<EventPeople> = {},
): EventPeople => ({
  ...{
    participants,
    organizers: new Map(),
    readers: new Map(),
    invitees: new Map(),
    waiters: new Map(),
    ...circles,
  },
});
const told = (
  one: DatedTemplate,
  participants: EventPeople['participants'],
  circles: Partial<EventPeople> = {},
) => addresseesOf(one, around(participants, circles)).map(({ personId }) => personId);

describe('who is told', () => {
  it('is each person named, once', () =>
    expect(told(template({ to: { people: [1, 2, null, 1] } }), [])).toEqual([1, 2]));

  it('is nobody of one’s own doing', () => {
    const people = { people: [1, 2, 3] };
    expect(told(template({ to: people, by: 2 }), [])).toEqual([1, 3]);
    expect(told(template({ to: people, actor: 3 }), [])).toEqual([1, 2]);
  });

  it('is who takes part in this event, with firm seats', () => {
    const all = [participant(1), participant(2, true), participant(3, false, 2), participant(4)];
    expect(told(template({ to: { participantsOf: 1 }, by: 4 }), all)).toEqual([1]);
    expect(told(template({ to: { participantsOf: 1, held: true } }), all)).toEqual([1, 2, 4]);
  });

  it('is nobody who came when it had happened', () => {
    const all = [participant(1), participant(2), participant(3)];
    expect(told(template({ to: { participantsOf: 1, bookedUntil: new Date(2) } }), all)).toEqual([1, 2]);
  });

  it('has an own calendar entry where the template brings one', () => {
    const mail = { calendar: { method: 'REQUEST' as const, summary: 'Party' } };
    const [ada, bob] = addresseesOf(
      template({ to: { participantsOf: 1, held: true }, mail }),
      around([participant(1), participant(2, true)]),
    );
    expect(ada).toMatchObject({ bookingId: 10, isSeated: true });
    expect(bob).toMatchObject({ bookingId: undefined, isSeated: false });
    const [without] = addresseesOf(template({ to: { participantsOf: 1 } }), around([participant(1)]));
    expect(without!.bookingId).toBeUndefined();
  });

  it('is the organizer of an event', () => {
    const organizers = new Map([[1, 7]]);
    expect(told(template({ to: { organizerOf: 1 } }), [], { organizers })).toEqual([7]);
    expect(told(template({ to: { organizerOf: 1 }, actor: 7 }), [], { organizers })).toEqual([]);
    expect(told(template({ to: { organizerOf: 2 } }), [], { organizers })).toEqual([]);
  });

  it('is the invitee of an appointment, where that is an account', () => {
    const invitees = new Map([
      [17, 7],
      [18, null],
    ]);
    expect(told(template({ to: { inviteeOf: 17 } }), [], { invitees })).toEqual([7]);
    expect(told(template({ to: { inviteeOf: 18 } }), [], { invitees })).toEqual([]);
    expect(told(template({ to: { inviteeOf: 19 } }), [], { invitees })).toEqual([]);
  });

  it('is only who may still read the event, where that is asked', () => {
    const people = template({ to: { people: [1, 2] }, readersOf: 1 });
    const readers = (open: boolean) => ({ readers: new Map([[1, { open, personIds: [2] }]]) });
    expect(told(people, [], readers(false))).toEqual([2]);
    expect(told(people, [], readers(true))).toEqual([1, 2]);
    expect(told(people, [])).toEqual([]);
  });

  it('is no account where there is an address', () =>
    expect(told(template({ to: { address: 'ada@example.com' } }), [participant(1)])).toEqual([]));
});
