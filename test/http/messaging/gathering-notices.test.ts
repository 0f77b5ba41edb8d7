import { TaskRemindersProcessor } from '../../../src/collaboration/tasks/task-reminders.processor.js';
import { VotesProcessor } from '../../../src/collaboration/votes/votes.processor.js';
import { inDays, makeGathering } from '../../support/events.js';
import { calendarOf, kindsOf, mailGatheredChanges, noticeMailsOf, noticesOf } from '../../support/notices.js';
import { proveAddress } from '../../support/people.js';
import { withdrawInvitations } from '../../support/planted-events.js';
import { world, type Person, type World } from '../../support/world.js';

let here: World;
let host: Person;
let ada: Person;
let bob: Person;
let event: any;
beforeAll(async () => {
  here = await world({ ACCESS_TOKEN_TTL: '300d', REFRESH_TOKEN_TTL: '300d' });
});
beforeEach(async () => {
  host = await here.signUp({ first_name: 'Grace', last_name: 'Hopper' });
  ada = await here.signUp({ first_name: 'Ada', last_name: 'Lovelace' });
  bob = await here.signUp({ first_name: 'Bob', last_name: 'Kahn' });
  await proveAddress(here.db, host);
  event = await makeGathering(host, here.clock.now(), { title: 'Picnic', location: 'Garden' });
});
afterAll(() => here.close());

const join = (person: Person) => person.http.post(`/api/v1/events/${event.id}/join`);
const change = (body: object) => host.http.patch(`/api/v1/events/${event.id}`, body);
const ofKind = (person: Person, kind: string) => noticesOf(here, person, `?notification_type=${kind}`);
const mailNamed = async (person: Pick<Person, 'email'>, subject: string) =>
  (await noticeMailsOf(here, person)).filter((mail) => mail.subject === subject);

describe('the creator of a gathering', () => {
  it('is told who joined and who left, and of nothing of the own doing', async () => {
    await join(ada);
    await ada.http.post(`/api/v1/events/${event.id}/leave`);
    await change({ location: 'Library' });
    expect((await noticesOf(here, host)).map(({ title, message }) => [title, message])).toEqual([
      ['A participant left', 'Ada Lovelace left “Picnic”.'],
      ['New participant', 'Ada Lovelace joined “Picnic”.'],
    ]);
    expect(await noticeMailsOf(here, host)).toEqual([]);
  });

  it('is told each time somebody comes and goes', async () => {
    for (let n = 0; n < 2; n++) {
      await join(ada);
      await ada.http.post(`/api/v1/events/${event.id}/leave`);
    }
    expect(await kindsOf(here, host)).toEqual(['event_left', 'event_joined', 'event_left', 'event_joined']);
  });
});

describe('a gathering with another name', () => {
  it('has it in the calendars of who takes part', async () => {
    await join(ada);
    const [before] = await mailNamed(ada, 'Booking Confirmation: Picnic');
    await change({ title: 'Brunch' });
    await mailGatheredChanges(here);
    const [mail] = await mailNamed(ada, 'New name: Brunch');
    expect(mail!.text).toContain('What you booked is called “Brunch” now.');
    const [old, entry] = [calendarOf(before!)!, calendarOf(mail!)!];
    expect(entry).toMatchObject({ METHOD: 'REQUEST', UID: old.UID, SUMMARY: 'Brunch' });
    expect(Number(entry.SEQUENCE)).toBeGreaterThan(Number(old.SEQUENCE));
  });
});

describe('an announcement', () => {
  it('counts whom it is told, its author aside', async () => {
    await join(ada);
    const words = { subject: 'Bread', message: 'Please bring bread.' };
    const { body } = await host.http.post(`/api/v1/events/${event.id}/announce`, words);
    expect(body.recipients).toBe(1);
    expect(await ofKind(host, 'event_announcement')).toEqual([]);
    expect((await ofKind(ada, 'event_announcement')).map(({ message }) => message)).toEqual([words.message]);
  });
});

describe('who leaves a gathering', () => {
  it('has it taken out of the calendar, each time', async () => {
    for (let n = 0; n < 2; n++) {
      await join(ada);
      await ada.http.post(`/api/v1/events/${event.id}/leave`);
    }
    expect(await kindsOf(here, ada)).toEqual(['booking_confirmation', 'booking_confirmation']);
    const mails = await mailNamed(ada, 'Cancelled: Picnic');
    expect(mails.map((mail) => calendarOf(mail)!.METHOD)).toEqual(['CANCEL', 'CANCEL']);
    expect(mails[0]!.text).toContain('You left “Picnic” on');
  });
});

describe('who is invited', () => {
  it('is told in the app and by mail, once', async () => {
    const invite = () => host.http.post(`/api/v1/events/${event.id}/invite`, { users: [ada.id] });
    await invite();
    await invite();
    const [notice, ...more] = await ofKind(ada, 'event_invitation');
    expect(more).toEqual([]);
    expect(notice).toMatchObject({ message: 'Grace Hopper invited you to “Picnic”.', event: event.id });
    const [mail] = await mailNamed(ada, 'Invitation: Picnic');
    expect(mail!.text).toMatch(/^Hello Ada Lovelace,/);
    expect(mail!.text).toContain('Where: Garden');
    expect(mail!.text).toContain(`/events/${event.id}`);
  });

  it('is mailed at an address without an account', async () => {
    const email = `eve${event.id}@example.com`;
    await host.http.post(`/api/v1/events/${event.id}/invite`, { emails: [email] });
    const [mail] = await mailNamed({ email }, 'Invitation: Picnic');
    expect(mail!.text).toMatch(/^Hello,\n\nGrace Hopper invited you to “Picnic”\./);
  });
});

describe('who takes part', () => {
  it('is told another time, with the calendar entry moved', async () => {
    await ada.http.patch('/api/v1/users/me', { timezone: 'America/New_York' });
    await join(ada);
    await here.drainEvents();
    const date = inDays(here.clock.now(), 20);
    await change({ date });
    const [notice] = await ofKind(ada, 'event_update');
    expect(notice).toMatchObject({ title: 'New time: Picnic', event: event.id });
    expect(notice.message).toMatch(/“Picnic” has a new time: .*, America\/New_York\)\. It was .* before\.$/);
    await mailGatheredChanges(here);
    const [before] = await mailNamed(ada, 'Booking Confirmation: Picnic');
    const [after] = await mailNamed(ada, 'New time: Picnic');
    expect(after!.text).toContain('America/New_York');
    const entry = calendarOf(before!)!;
    const start = date.replace(/[-:]|\.000/g, '');
    expect(calendarOf(after!)).toMatchObject({
      METHOD: 'REQUEST',
      UID: entry.UID,
      DTSTART: start,
      LOCATION: 'Garden',
    });
    expect([entry.SEQUENCE, calendarOf(after!)!.SEQUENCE]).toEqual(['0', '1']);
  });

  it('is told another place and another name, each once, by one mail', async () => {
    await join(ada);
    await change({ location: 'Library' });
    await change({ title: 'Lunch' });
    const notices = await ofKind(ada, 'event_update');
    expect(notices.map(({ message }) => message)).toEqual([
      'What you booked is called “Lunch” now.',
      '“Picnic” takes place at Library.',
    ]);
    await mailGatheredChanges(here);
    const [mail, ...more] = (await noticeMailsOf(here, ada)).slice(1);
    expect(more).toEqual([]);
    expect(mail!.subject).toBe('New place: Lunch');
    expect(mail!.text).toContain('What you booked is called “Lunch” now. “Lunch” takes place at Library.');
    expect(mail!.text).toContain('Where: Library');
  });

  it('is told that it is cancelled, with the reason’s calendar entry withdrawn', async () => {
    await join(ada);
    await host.http.delete(`/api/v1/events/${event.id}`);
    expect(await kindsOf(here, ada)).toEqual(['event_cancelled', 'booking_confirmation']);
    expect(await ofKind(host, 'event_cancelled')).toEqual([]);
    const [mail] = await mailNamed(ada, 'Cancelled: Picnic');
    const [before] = await mailNamed(ada, 'Booking Confirmation: Picnic');
    expect(calendarOf(mail!)).toMatchObject({
      METHOD: 'CANCEL',
      STATUS: 'CANCELLED',
      UID: calendarOf(before!)!.UID,
    });
    expect(calendarOf(mail!)!.SEQUENCE).toBe('1');
  });
});

describe('tasks', () => {
  const task = (body: object) =>
    host.http.post('/api/v1/tasks', { title: 'Buy ice', event: event.id, ...body });

  it('are told to who gets and who loses them', async () => {
    await join(ada);
    await join(bob);
    const { id } = (await task({ assignee: ada.id })).body;
    await host.http.post(`/api/v1/tasks/${id}/assign`, { assignee: bob.id });
    await host.http.put(`/api/v1/tasks/${id}`, { assignee: null });
    expect((await ofKind(ada, 'task_assigned'))[0]).toMatchObject({
      ...{ title: 'A task for you', message: 'The task “Buy ice” of “Picnic” is yours.' },
      ...{ related_id: id, event: event.id },
    });
    expect(await ofKind(ada, 'task_unassigned')).toHaveLength(1);
    expect((await kindsOf(here, bob)).slice(0, 2)).toEqual(['task_unassigned', 'task_assigned']);
    expect((await noticeMailsOf(here, ada)).map(({ subject }) => subject)).toEqual([
      'Booking Confirmation: Picnic',
    ]);
  });

  it('that one gives oneself are no news', async () => {
    await task({ assignee: host.id });
    expect(await ofKind(host, 'task_assigned')).toEqual([]);
  });

  it('that are completed are told to who made them', async () => {
    await join(ada);
    const { id } = (await task({ assignee: ada.id })).body;
    await ada.http.post(`/api/v1/tasks/${id}/complete`);
    await ada.http.post(`/api/v1/tasks/${id}/complete`);
    const notices = await ofKind(host, 'task_completed');
    expect(notices.map(({ message }) => message)).toEqual([
      'Ada Lovelace completed the task “Buy ice” of “Picnic”.',
    ]);
    expect(await ofKind(ada, 'task_completed')).toEqual([]);
  });

  it('whose assignee left are told to who made them', async () => {
    await join(ada);
    await task({ assignee: ada.id });
    await ada.http.post(`/api/v1/events/${event.id}/leave`);
    const [notice] = await ofKind(host, 'task_unassigned');
    expect(notice.message).toBe('Ada Lovelace left “Picnic”; nobody has the task “Buy ice” now.');
    expect(await ofKind(ada, 'task_unassigned')).toEqual([]);
  });

  it('whose assignee had made them and left are told to the organizer', async () => {
    await join(ada);
    await ada.http.post('/api/v1/tasks', { title: 'Bring music', event: event.id, assignee: ada.id });
    await ada.http.post(`/api/v1/events/${event.id}/leave`);
    const [notice] = await ofKind(host, 'task_unassigned');
    expect(notice.message).toBe('Ada Lovelace left “Picnic”; nobody has the task “Bring music” now.');
  });

  it('are told only to who may still read the event', async () => {
    await host.http.patch(`/api/v1/events/${event.id}`, { visibility: 'invited' });
    await host.http.post(`/api/v1/events/${event.id}/invite`, { users: [bob.id] });
    await join(bob);
    const { id } = (
      await bob.http.post('/api/v1/tasks', { title: 'Bring music', event: event.id, assignee: host.id })
    ).body;
    await withdrawInvitations(here, event.id);
    await bob.http.post(`/api/v1/events/${event.id}/leave`);
    await host.http.post(`/api/v1/tasks/${id}/complete`);
    expect(await ofKind(bob, 'task_completed')).toEqual([]);
  });

  it('that are due in a day are told once', async () => {
    await join(ada);
    const { id } = (await task({ assignee: ada.id, due_date: inDays(here.clock.now(), 2) })).body;
    const reminders = here.app.get(TaskRemindersProcessor, { strict: false });
    await reminders.remind();
    expect(await ofKind(ada, 'task_due')).toEqual([]);
    here.clock.advance(1.5 * 86_400_000);
    await reminders.remind();
    await reminders.remind();
    const notices = await ofKind(ada, 'task_due');
    expect(notices.map(({ related_id }) => related_id)).toEqual([id]);
    expect(notices[0].message).toMatch(/^The task “Buy ice” of “Picnic” is due by .*\(UTC\)\.$/);
  });
});

describe('votes', () => {
  const vote = (body: object = {}) =>
    host.http.post('/api/v1/voting', {
      ...{ title: 'Which cake?', event: event.id, options: [{ text: 'Cheese' }, { text: 'Apple' }] },
      ...{ ends_at: inDays(here.clock.now(), 1), ...body },
    });

  it('that start and end are told to who takes part', async () => {
    await join(ada);
    const { body } = await vote();
    await ada.http.post(`/api/v1/voting/${body.id}/vote`, {
      option_id: body.options[0].id,
      option_ids: [body.options[0].id],
    });
    await host.http.post(`/api/v1/voting/${body.id}/end`);
    const [ended] = await ofKind(ada, 'vote_ended');
    expect(ended).toMatchObject({ related_id: body.id, event: event.id, title: 'Vote ended' });
    const [started] = await ofKind(ada, 'vote_started');
    expect(started.message).toMatch(
      /^Grace Hopper asks “Which cake\?” about “Picnic”\. You can vote until .*\(UTC\)\.$/,
    );
    expect(await ofKind(host, 'vote_started')).toEqual([]);
    expect(await ofKind(host, 'vote_ended')).toEqual([]);
    expect(await noticesOf(here, bob)).toEqual([]);
  });

  it('that end by themselves are told to everybody who takes part, once', async () => {
    await join(ada);
    await vote();
    here.clock.advance(1.1 * 86_400_000);
    const processor = here.app.get(VotesProcessor, { strict: false });
    await processor.follow();
    await processor.follow();
    for (const person of [ada, host]) {
      const notices = await ofKind(person, 'vote_ended');
      expect(notices.map(({ message }) => message)).toEqual([
        'The vote “Which cake?” of “Picnic” has ended. No option won.',
      ]);
    }
  });
});
