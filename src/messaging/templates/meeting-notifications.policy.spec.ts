import { LocalTimeFormatter } from '../../platform/documents/local-time-formatter.js';
import type { MeetingPayload } from '../../scheduling/scheduling.events.js';
import * as meetings from './meeting-notifications.policy.js';
import type { NotificationTemplate } from './notification-template.policy.js';

const [requester, expert, admin] = [1, 2, 3];
const meeting: MeetingPayload = {
  ...{ meetingId: 17, title: 'Hooks', sequence: 1, requesterId: requester, expertId: expert },
  ...{ startsAt: '2030-01-01T09:00:00Z', endsAt: '2030-01-01T10:00:00Z' },
};
const published = <Payload extends object>(payload: Payload) => ({
  ...{ id: 99, name: 'x', payload, occurredAt: new Date(meeting.startsAt), requestId: null },
});
/** Type, title, words and calendar method, and to whom: `mail` where that is all they get. */
const told = (templates: NotificationTemplate[]) =>
  templates.map(({ kind, to, by, title, message, mail, mailOnly }) => [
    'people' in to && to.people.filter((person) => person !== by),
    mailOnly ? 'mail' : kind,
    title,
    message(new LocalTimeFormatter('UTC')),
    mail?.calendar?.method,
  ]);
const cancelled = (cause: 'booker' | 'host' | 'admin', wasConfirmed: boolean, reason: string | null = null) => {
  const actorId = { booker: requester, host: expert, admin }[cause];
  return told(meetings.meetingCancelled(published({ ...meeting, cause, actorId, wasConfirmed, reason })));
};
const OFF = `Your meeting 'Hooks' has been cancelled.`;

describe('a meeting', () => {
  it('has one key for each news of it', () => {
    const templates = [
      ...meetings.meetingRequested(published(meeting)),
      ...meetings.meetingConfirmed(published(meeting)),
      ...meetings.meetingExpired(published(meeting)),
      ...meetings.meetingCompleted(published({ ...meeting, actorId: null })),
    ];
    for (const template of templates)
      expect(template).toMatchObject({ subject: 'meeting:17', occurrence: '', link: '/meetings/17' });
    const [reminder] = meetings.meetingDue(published(meeting));
    expect(reminder).toMatchObject({ subject: 'meeting:17', occurrence: meeting.startsAt });
  });

  it('that is off is told by whose doing it is and how far it was', () => {
    expect(cancelled('host', false)).toEqual([
      [
        [requester],
        'meeting_cancelled',
        'Meeting Declined',
        `Your meeting 'Hooks' has been declined.`,
        undefined,
      ],
    ]);
    expect(cancelled('booker', false)).toEqual([
      [[expert], 'meeting_cancelled', 'Meeting Cancelled', OFF, undefined],
    ]);
    const own = `You cancelled the meeting 'Hooks'.`;
    expect(cancelled('host', true)).toEqual([
      [[requester], 'meeting_cancelled', 'Meeting Cancelled', OFF, 'CANCEL'],
      [[expert], 'mail', 'Meeting Cancelled', own, 'CANCEL'],
    ]);
    expect(cancelled('booker', true)).toEqual([
      [[expert], 'meeting_cancelled', 'Meeting Cancelled', OFF, 'CANCEL'],
      [[requester], 'mail', 'Meeting Cancelled', own, 'CANCEL'],
    ]);
    expect(cancelled('admin', true, 'Closed.')).toEqual([
      [[requester, expert], 'meeting_cancelled', 'Meeting Cancelled', `${OFF} Reason: Closed.`, 'CANCEL'],
    ]);
  });

  it('that is completed is news to who did not do it', () => {
    const completedBy = (actorId: number | null) =>
      told(meetings.meetingCompleted(published({ ...meeting, actorId }))).map(([people]) => people);
    expect([completedBy(null), completedBy(requester), completedBy(expert)]).toEqual([
      ...[[[requester, expert]], [[expert]], [[requester]]],
    ]);
  });
});
