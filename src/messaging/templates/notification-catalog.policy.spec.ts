import {
  BookingCancelled,
  BookingConfirmed,
  BookingRescheduled,
  SeatOffered,
  SeatOfferLapsed,
  WaitlistClosed,
  type BookingPayload,
  type OfferPayload,
} from '../../booking/booking.events.js';
import {
  CertificateIssued,
  EventAnnounced,
  EventChanged,
  PersonInvited,
  ReviewWritten,
  TaskAssigned,
  TaskCompleted,
  TaskDue,
  TaskUnassigned,
  VoteCreated,
  VoteEnded,
  type EventSnapshot,
  type TaskSnapshot,
  type VoteSnapshot,
} from '../../collaboration/collaboration.events.js';
import {
  InvoiceIssued,
  PaymentCompleted,
  PaymentFailed,
  PaymentRefunded,
  RefundFailed,
  type PaymentPayload,
} from '../../payments/payments.events.js';
import type { EventType } from '../../platform/events/event.js';
import { LocalTimeFormatter } from '../../platform/documents/local-time-formatter.js';
import { NOTIFICATION_CATALOG } from './notification-catalog.policy.js';

const [creator, ada, bob] = [1, 2, 3];
const times = { startsAt: '2030-01-01T09:00:00Z', endsAt: '2030-01-01T11:00:00Z' };
const stamps = { createdAt: '2029-01-01T00:00:00Z', updatedAt: '2029-01-01T00:00:00Z' };
const offer: OfferPayload = {
  ...{ kind: 'event', refId: 7, title: 'Party', label: null, capacity: 10, taken: 1, organizerId: creator },
  ...{ state: 'open', visibility: 'public', joinOnly: false, calendarChanges: 0, ...times, ...stamps },
};
const gathering = { ...offer, joinOnly: true };
const label = { id: 1, name: 'Cat 1', color: '#fff' };
const slot: OfferPayload = { ...offer, kind: 'slot', label, organizerId: null };
const booking: BookingPayload = {
  ...{ bookingId: 17, kind: 'ticket', status: 'confirmed', wasConfirmed: true, personId: ada, hostId: null },
  ...{ expiresAt: null, rescheduleCount: 0, sequence: 0 },
  ...{ refId: 7, quantity: 1, priceCents: 0, paidCents: 0, refundedCents: 0, currency: 'USD', ...times, offer },
};
const inCalendar = (method: string, summary: string) => ({ method, summary, bookingId: 17, sequence: 0 });
const visibility = { openTo: 'everyone', organizerId: creator } as const;
const event: EventSnapshot = {
  ...{ ...visibility, id: 7, kind: 'gathering', title: 'Party', description: '', category: null },
  ...{ location: 'Garden', isOnline: false, tags: '', coverImage: null, visibility: 'public', state: 'open' },
  timezone: 'Asia/Tokyo',
  ...{ status: 'upcoming', registrationDeadline: null, capacity: 10, taken: 2, priceCents: 0, currency: 'USD' },
  ...{ ...times, ...stamps },
};
const task: TaskSnapshot = {
  ...{ ...visibility, id: 5, eventId: 7, eventTitle: 'Party', title: 'Buy ice', description: '' },
  ...{ status: 'pending', priority: 'low', dueAt: times.startsAt, assigneeId: ada, creatorId: creator },
  ...{ completedAt: null, ...stamps },
};
const vote: VoteSnapshot = {
  ...{ ...visibility, id: 6, eventId: 7, eventTitle: 'Party', title: 'Which cake?', description: '' },
  ...{ status: 'active', creatorId: creator, multipleChoice: false, endsAt: times.startsAt, options: [] },
  createdAt: stamps.createdAt,
};
const payment: PaymentPayload = {
  ...{ paymentId: 4, bookingId: 17, personId: ada, amountCents: 2999, currency: 'USD', refundedCents: 0 },
  ...{ transactionId: 'EVH-1', eventId: 7, eventTitle: 'Party' },
};

/** What an event tells: kind, to whom, and the words as a reader in UTC gets them. */
function told<Payload extends object>(type: EventType<Payload>, payload: Payload) {
  const entry = NOTIFICATION_CATALOG.find(({ event }) => event.name === type.name)!;
  const occurredAt = new Date(stamps.createdAt);
  return entry.templates({ id: 99, name: type.name, payload, occurredAt, requestId: null }).map((template) => ({
    ...template,
    message: template.message(new LocalTimeFormatter('UTC')),
  }));
}
const kinds = (...args: Parameters<typeof told>) => told(...args).map(({ kind }) => kind);

it('tells of each event in one place only', () => {
  const names = NOTIFICATION_CATALOG.map(({ event }) => event.name);
  expect(new Set(names).size).toBe(names.length);
});

describe('bookings', () => {
  it('confirm a ticket to who booked, with a calendar entry', () => {
    expect(told(BookingConfirmed, { ...booking, quantity: 2 })).toEqual([
      expect.objectContaining({
        kind: 'booking_confirmation',
        to: { people: [ada] },
        ...{ subject: 'booking:17', occurrence: '', event: { id: 7, title: 'Party' }, relatedId: 17 },
        title: 'Booking Confirmation',
        message: 'Your booking of 2 tickets for “Party” has been confirmed.',
        mail: expect.objectContaining({ calendar: inCalendar('REQUEST', 'Party') }),
      }),
    ]);
  });

  it('confirm a slot by its category, with a calendar entry', () => {
    const [template] = told(BookingConfirmed, { ...booking, kind: 'slot', offer: slot });
    expect(template).toMatchObject({ event: null, message: 'Your booking of “Cat 1” has been confirmed.' });
    expect(template!.mail!.calendar).toEqual(inCalendar('REQUEST', 'Cat 1'));
  });

  it('tell a gathering’s creator who joined and who left', () => {
    const [, joined] = told(BookingConfirmed, { ...booking, offer: gathering });
    expect(joined).toMatchObject({
      kind: 'event_joined',
      to: { people: [creator] },
      actor: ada,
      message: 'joined “Party”.',
    });
    const own = { cause: 'booker' as const, actorId: ada, reason: null };
    const [, left] = told(BookingCancelled, { ...booking, offer: gathering, ...own });
    expect(left).toMatchObject({
      kind: 'event_left',
      to: { people: [creator] },
      actor: ada,
      message: 'left “Party”.',
    });
    expect(told(BookingConfirmed, { ...booking, personId: creator, offer: gathering })).toEqual([]);
  });

  it('that are cancelled by others are told to who booked', () => {
    const byHost = { cause: 'host' as const, actorId: creator, reason: 'Rain' };
    const [template] = told(BookingCancelled, { ...booking, ...byHost });
    expect(template).toMatchObject({ kind: 'booking_cancelled', to: { people: [ada] }, by: creator });
    expect(template!.message).toMatch(/^Your booking of “Party” on Tues.* has been cancelled\. Reason: Rain$/);
    expect(template!.mail!.calendar).toEqual(inCalendar('CANCEL', 'Party'));
  });

  it('that are given up leave the calendar, by mail alone', () => {
    const own = { cause: 'booker' as const, actorId: ada, reason: null };
    const [template, ...more] = told(BookingCancelled, { ...booking, ...own });
    expect(more).toEqual([]);
    expect(template).toMatchObject({ to: { people: [ada] }, mailOnly: true, mail: { needsEntry: true } });
    expect(template!.message).toMatch(/^You cancelled your booking of “Party” on Tues/);
    const [ofSlot] = told(BookingCancelled, { ...booking, kind: 'slot', offer: slot, ...own });
    expect(ofSlot).toMatchObject({
      mailOnly: true,
      mail: { calendar: { method: 'CANCEL', summary: 'Cat 1' } },
    });
  });

  it('of a cancelled event are told as such', () => {
    const withdrawn = { cause: 'offer_withdrawn' as const, actorId: creator, reason: null };
    expect(kinds(BookingCancelled, { ...booking, ...withdrawn })).toEqual(['event_cancelled']);
    expect(kinds(BookingCancelled, { ...booking, kind: 'slot', offer: slot, ...withdrawn })).toEqual([
      'booking_cancelled',
    ]);
  });

  it('of a moved slot are told anew each time; an event tells of its move itself', () => {
    const moved = {
      cause: 'offer_moved' as const,
      ...{ actorId: creator, reason: null },
      previousStartsAt: '2029-12-31T09:00:00Z',
      previousEndsAt: '2029-12-31T10:00:00Z',
    };
    const [template] = told(BookingRescheduled, { ...booking, kind: 'slot', offer: slot, ...moved });
    expect(template).toMatchObject({ kind: 'booking_moved', title: 'New time: Cat 1', occurrence: '99' });
    expect(template!.message).toMatch(/1 January 2030.*31 December 2029/);
    expect(template!.message).not.toContain('back');
    const paid = { priceCents: 500, paidCents: 500, refundedCents: 100 };
    const [named] = told(BookingRescheduled, { ...booking, kind: 'slot', offer: slot, ...moved, ...paid });
    expect(named!.message).toMatch(/If you cancel by .* \(UTC\), you get all of your 4\.00 USD back\.$/);
    expect(told(BookingRescheduled, { ...booking, ...moved })).toEqual([]);
  });

  it('of meetings and appointments are not told here', () =>
    expect(told(BookingConfirmed, { ...booking, kind: 'meeting', offer: null })).toEqual([]));
});

describe('waitlists', () => {
  const entry = { entryId: 3, personId: ada, quantity: 1, offer };

  it('tell of a held seat, and until when', () => {
    const seat = { bookingId: 18, expiresAt: times.startsAt, priceCents: 0, currency: 'USD' };
    const [template] = told(SeatOffered, { ...entry, ...seat });
    expect(template).toMatchObject({
      kind: 'waitlist_offer',
      to: { people: [ada] },
      subject: 'booking:18',
      link: '/bookings/18',
    });
    expect(template!.message).toMatch(/held for you until .*09:00 \(UTC\)\. Confirm in time/);
    expect(told(SeatOffered, { ...entry, ...seat, priceCents: 100 })[0]!.message).toMatch(/ Pay in time/);
    expect(told(SeatOffered, { ...entry, ...seat, quantity: 3 })[0]!.message).toMatch(
      /^3 seats of “Party” are held/,
    );
  });

  it('tell that it lapsed, and what that means', () => {
    expect(told(SeatOfferLapsed, { ...entry, bookingId: 18, out: false })[0]!.message).toMatch(
      /You wait again/,
    );
    expect(told(SeatOfferLapsed, { ...entry, bookingId: 18, out: true })[0]!.message).toMatch(
      /not on the waitlist any more/,
    );
  });

  it('tell everybody that they are closed', () => {
    const [template] = told(WaitlistClosed, { personIds: [ada, bob], entryIds: [3], cause: 'started', offer });
    expect(template).toMatchObject({ kind: 'waitlist_closed', to: { people: [ada, bob] } });
  });
});

describe('events', () => {
  const change = {
    actorId: creator,
    changed: ['tags'],
    previous: { title: 'Picnic', ...times, timezone: 'Asia/Tokyo', location: 'Garden' },
  };

  it('that change time, place or name are told to who takes part', () => {
    const previous = { ...change.previous, startsAt: '2029-12-31T09:00:00Z' };
    const [moved] = told(EventChanged, { ...event, ...change, changed: ['date'], previous });
    expect(moved).toMatchObject({
      kind: 'event_update',
      to: { participantsOf: 7, held: true },
      by: creator,
      title: 'New time: Party',
    });
    expect(moved!.message).toMatch(/has a new time: .*1 January 2030.*It was .*31 December/);
    const [placed] = told(EventChanged, { ...event, ...change, changed: ['location'] });
    expect(placed).toMatchObject({ title: 'New place: Party', message: '“Party” takes place at Garden.' });
    const [both] = told(EventChanged, { ...event, ...change, changed: ['date', 'location'], previous });
    expect(both!.message).toMatch(/new time.*takes place at Garden/);
    const [renamed] = told(EventChanged, { ...event, ...change, changed: ['title'] });
    expect(renamed).toMatchObject({
      title: 'New name: Party',
      message: 'What you booked is called “Party” now.',
      mail: { calendar: { method: 'REQUEST', summary: 'Party' } },
    });
  });

  it('that change otherwise, and drafts, are nobody’s news', () => {
    expect(told(EventChanged, { ...event, ...change })).toEqual([]);
    expect(told(EventChanged, { ...event, ...change, state: 'draft', changed: ['location'] })).toEqual([]);
  });

  it('invite an account or an address', () => {
    const invitation = { event, invitedBy: creator, personId: ada, email: null };
    expect(told(PersonInvited, invitation)[0]).toMatchObject({
      to: { people: [ada] },
      actor: creator,
      occurrence: '',
    });
    const [stranger] = told(PersonInvited, { ...invitation, personId: null, email: 'eve@example.com' });
    expect(stranger).toMatchObject({
      kind: 'event_invitation',
      to: { address: 'eve@example.com' },
      occurrence: '99',
    });
  });

  it('announce in the organizer’s words, to who booked', () => {
    const [template] = told(EventAnnounced, {
      announcementId: 8,
      event,
      actorId: creator,
      subject: 'Hats',
      message: 'Bring one.',
    });
    expect(template).toMatchObject({
      kind: 'event_announcement',
      by: creator,
      title: 'Hats',
      message: 'Bring one.',
      occurrence: '8',
    });
    expect(template!.to).toEqual({ participantsOf: 7, held: true });
  });

  it('that are reviewed tell their organizer', () => {
    const review = {
      reviewId: 9,
      eventId: 7,
      eventTitle: 'Party',
      organizerId: creator,
      personId: ada,
      rating: 4,
    };
    expect(told(ReviewWritten, review)[0]).toMatchObject({
      kind: 'review_received',
      to: { people: [creator] },
      actor: ada,
    });
  });

  it('that are over give certificates', () => {
    const certificate = {
      certificateId: 2,
      certificateNumber: 'CERT-1',
      eventId: 7,
      eventTitle: 'Party',
      personId: ada,
    };
    expect(told(CertificateIssued, certificate)[0]).toMatchObject({
      kind: 'certificate_issued',
      subject: 'certificate:2',
    });
  });
});

describe('tasks', () => {
  it('tell who has them, and who had them', () => {
    const both = told(TaskAssigned, { ...task, actorId: creator, previousAssigneeId: bob });
    expect(both.map(({ kind, to, by }) => [kind, to, by])).toEqual([
      ['task_assigned', { people: [ada] }, creator],
      ['task_unassigned', { people: [bob] }, creator],
    ]);
    expect(kinds(TaskAssigned, { ...task, actorId: creator, previousAssigneeId: null })).toEqual([
      'task_assigned',
    ]);
  });

  it('that nobody has tell who lost it, or who made it', () => {
    const loose = { ...task, assigneeId: null, previousAssigneeId: ada };
    expect(told(TaskUnassigned, { ...loose, actorId: creator, cause: 'taken_back' })[0]!.to).toEqual({
      people: [ada],
    });
    expect(told(TaskUnassigned, { ...loose, actorId: ada, cause: 'left' })[0]).toMatchObject({
      ...{ to: { people: [creator] }, actor: ada },
      message: 'left “Party”; nobody has the task “Buy ice” now.',
    });
  });

  it('that are done tell who made them', () =>
    expect(told(TaskCompleted, { ...task, actorId: ada })[0]).toMatchObject({
      to: { people: [creator] },
      actor: ada,
    }));

  it('that are due tell who has them, once for each due date', () => {
    expect(told(TaskDue, task)[0]).toMatchObject({ to: { people: [ada] }, occurrence: task.dueAt });
    expect(told(TaskDue, { ...task, assigneeId: null })[0]!.to).toEqual({ people: [creator] });
  });
});

describe('votes', () => {
  it('tell who takes part that they start and end', () => {
    expect(told(VoteCreated, vote)[0]).toMatchObject({
      to: { participantsOf: 7 },
      actor: creator,
      subject: 'vote:6',
    });
    const results = { totalVotes: 1, results: [], winner: { optionId: 1, text: 'Cheese' }, actorId: null };
    expect(told(VoteEnded, { ...vote, ...results })[0]!.message).toMatch(/The choice is “Cheese”\.$/);
    expect(told(VoteEnded, { ...vote, ...results, winner: null })[0]!.message).toMatch(/No option won\.$/);
  });
});

describe('payments', () => {
  it('that failed say why, in words', () => {
    const words = (reason: string | null, payable = true) =>
      told(PaymentFailed, { ...payment, reason, payable })[0]?.message.split('through.')[1];
    expect(words('card_declined')).toBe(' The card was declined. You can try again.');
    for (const reason of [null, 'parameter_unknown', 'constructor'])
      expect(words(reason)).toBe(' You can try again.');
    expect(words('declined', false)).toBe(' The bank declined it.');
    expect(words('expired')).toBe(' It was not paid in time. You can try again.');
    expect(words('expired', false)).toBeUndefined();
  });

  it('tell the payer', () => {
    const came = { ...payment, applied: true };
    expect(told(PaymentCompleted, came)[0]!.message).toMatch(/29\.99 USD for “Party”/);
    expect(told(PaymentCompleted, { ...came, applied: false })).toEqual([]);
    expect(told(PaymentCompleted, { ...came, amountCents: 0 })).toEqual([]);
    const failure = { refundId: 3, refundCents: 1500, cause: 'booker' as const, reason: 'lost_or_stolen_card' };
    const failed = told(RefundFailed, { ...payment, ...failure, organizerId: creator });
    expect(failed.map(({ kind, to }) => [kind, to])).toEqual([
      ['refund_failed', { people: [ada] }],
      ['refund_failed', { people: [creator] }],
    ]);
    expect(failed.map(({ message }) => message).join()).not.toContain('lost_or_stolen');
    const refund = { refundId: 3, refundCents: 1500, cause: 'booker' as const };
    expect(told(PaymentRefunded, { ...payment, ...refund })[0]).toMatchObject({
      kind: 'refund_issued',
      occurrence: '3',
    });
    const note = { invoiceId: 11, invoiceNumber: '2030-000001', invoiceKind: 'credit_note' as const };
    expect(told(InvoiceIssued, { ...payment, ...note, applied: true })[0]).toMatchObject({
      ...{ kind: 'invoice_ready', subject: 'invoice:11', title: 'Your credit note', link: '/bookings/17' },
      mail: { papers: [{ name: 'issued_invoice', id: 11 }] },
    });
  });
});
