import { GatheredChangesProcessor } from '../../../src/messaging/changes/gathered-changes.processor.js';
import { MailBudget } from '../../../src/platform/mail/mail-budget.js';
import { makeGathering } from '../../support/events.js';
import { mailsTo } from '../../support/mailbox.js';
import { mailGatheredChanges, noticeMailsOf, noticesOf } from '../../support/notices.js';
import { proveAddress } from '../../support/people.js';
import { world, type Person, type World } from '../../support/world.js';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const VERIFICATION = 'Please confirm your e-mail address';

let here: World;
let ada: Person;
let addresses = 0;
beforeAll(async () => {
  here = await world({
    ...{ ACCESS_TOKEN_TTL: '300d', REFRESH_TOKEN_TTL: '300d', RATE_LIMITS_ENABLED: 'true' },
    ...{
      RATE_LIMIT_INVITE: '12/hour',
      RATE_LIMIT_REGISTRATION: '1000/minute',
      RATE_LIMIT_LOGIN: '1000/minute',
    },
    ...{ RATE_LIMIT_ANON: '10000/hour', RATE_LIMIT_PASSWORD_RESET: '1000/hour' },
  });
});
beforeEach(async () => {
  here.clock.advance(DAY_MS);
  ada = await proven();
});
afterAll(() => here.close());

async function proven(names: Record<string, string> = {}): Promise<Person> {
  const person = await here.signUp({ ...names });
  await proveAddress(here.db, person);
  return person;
}
const strangers = (count: number) => Array.from({ length: count }, () => `stranger${++addresses}@example.net`);
const party = (by: Person, more: Record<string, unknown> = {}) => makeGathering(by, here.clock.now(), more);
const invite = (by: Person, { id }: { id: number }, body: object) =>
  by.http.post(`/api/v1/events/${id}/invite`, body);
const mailsOf = async (email: string) => (await noticeMailsOf(here, { email })).length;

describe('invitations of strangers', () => {
  it('are for who has proven the own address', async () => {
    const someone = await here.signUp();
    const event = await party(someone);
    const [email] = strangers(1);
    const refused = await invite(someone, event, { emails: [email] });
    expect([refused.status, refused.body.code]).toEqual([403, 'ACCOUNT_NOT_VERIFIED']);
    await proveAddress(here.db, someone);
    expect((await invite(someone, event, { emails: [email] })).status).toBe(200);
    expect(await mailsOf(email!)).toBe(1);
  });

  it('are fifty a day, all of a request or none', async () => {
    const event = await party(ada);
    const [first, second, last] = [strangers(30), strangers(21), strangers(20)];
    expect((await invite(ada, event, { emails: first })).status).toBe(200);
    const refused = await invite(ada, event, { emails: second });
    expect([refused.status, refused.body.code]).toEqual([429, 'TOO_MANY_STRANGERS']);
    expect(refused.body.details).toMatchObject({ limit: 50, window: '1 day' });
    expect(Number(refused.headers.get('retry-after'))).toBe(DAY_MS / 1000);
    expect(await mailsOf(second[0]!)).toBe(0);
    // Who was written to already is no stranger more.
    expect((await invite(ada, await party(ada), { emails: [...first.slice(0, 3), ...last] })).status).toBe(200);
    expect(await mailsOf(last[19]!)).toBe(1);
    here.clock.advance(DAY_MS);
    expect((await invite(ada, event, { emails: second })).status).toBe(200);
    expect(await mailsOf(second[20]!)).toBe(1);
  });

  it('count an address whether or not it is an account’s, so that the answer tells nobody', async () => {
    const event = await party(ada);
    const [member, passer] = [await proven(), await here.signUp()];
    const taken = [member.email, passer.email, ...strangers(48)];
    expect((await invite(ada, event, { emails: taken })).status).toBe(200);
    expect((await invite(ada, event, { emails: strangers(1) })).status).toBe(429);
    expect((await invite(ada, event, { users: [(await proven()).id] })).status).toBe(200);
  });

  it('reach one stranger three times a day, whoever invites', async () => {
    const [email] = strangers(1);
    for (let n = 1; n <= 4; n++) {
      const host = await proven();
      expect((await invite(host, await party(host), { emails: [email] })).status).toBe(200);
      expect(await mailsOf(email!)).toBe(Math.min(n, 3));
    }
    here.clock.advance(DAY_MS);
    await invite(ada, await party(ada), { emails: [email] });
    expect(await mailsOf(email!)).toBe(4);
  });

  it('hold for two requests at once', async () => {
    const event = await party(ada);
    const answers = await Promise.all([0, 1, 2].map(() => invite(ada, event, { emails: strangers(25) })));
    expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 200, 429]);
  });

  it('are made so many times an hour', async () => {
    const event = await party(ada);
    const guests = await Promise.all(Array.from({ length: 12 }, () => here.signUp()));
    for (const { id } of guests) expect((await invite(ada, event, { users: [id] })).status).toBe(200);
    const refused = await invite(ada, event, { users: [guests[0]!.id] });
    expect([refused.status, refused.body.code]).toEqual([429, 'RATE_LIMIT_EXCEEDED']);
  });
});

describe('an account whose address nobody has proven', () => {
  it('is a stranger to who invites it by its id', async () => {
    const guest = await here.signUp();
    for (let n = 0; n < 4; n++) {
      const host = await proven();
      await invite(host, await party(host), { users: [guest.id] });
    }
    expect((await noticesOf(here, guest)).map(({ notification_type }) => notification_type)).toHaveLength(4);
    expect(await mailsOf(guest.email)).toBe(3);
  });

  it('has nobody mailed, members neither', async () => {
    const [host, guest] = [await here.signUp(), await proven()];
    expect((await invite(host, await party(host), { users: [guest.id] })).status).toBe(200);
    expect(await noticesOf(here, guest)).toMatchObject([{ notification_type: 'event_invitation' }]);
    expect(await mailsOf(guest.email)).toBe(0);
  });

  it('gets the mails of what it has booked', async () => {
    const guest = await here.signUp();
    const event = await party(ada);
    await guest.http.post(`/api/v1/events/${event.id}/join`);
    for (let n = 0; n < 4; n++)
      await ada.http.post(`/api/v1/events/${event.id}/announce`, { subject: `News ${n}`, message: 'Bread.' });
    expect(await mailsOf(guest.email)).toBe(5);
  });
});

describe('who has no account', () => {
  const mails = async (email: string, subject: string) => {
    await noticeMailsOf(here, { email });
    return (await mailsTo(here, email)).filter((mail) => mail.subject === subject).length;
  };

  it('has five mails sent in an hour, from one network', async () => {
    const people = [await here.signUp(), await here.signUp(), await here.signUp(), await here.signUp()];
    const sent = [];
    for (const { email } of [ada, ...people]) sent.push(await mails(email, VERIFICATION));
    expect(sent).toEqual([1, 1, 1, 1, 1]);
    const late = await here.signUp();
    expect(await mails(late.email, VERIFICATION)).toBe(0);
    here.clock.advance(HOUR_MS);
    expect((await here.http().post('/api/v1/users/resend-verification', { email: late.email })).status).toBe(
      200,
    );
    expect(await mails(late.email, VERIFICATION)).toBe(1);
  });

  it('is answered the same when a new password is asked for once too often', async () => {
    here.clock.advance(HOUR_MS);
    const ask = () => here.http().post('/api/v1/users/request-password-reset', { email: ada.email });
    const answers = [];
    for (let n = 0; n < 6; n++) answers.push(await ask());
    expect(new Set(answers.map(({ status, body }) => `${status} ${JSON.stringify(body)}`)).size).toBe(1);
    expect(await mails(ada.email, 'Set a new password')).toBe(5);
  });
});

describe('words of other people', () => {
  it('are no links in subjects and greetings, and in no mail to a stranger', async () => {
    const host = await proven({ first_name: 'Win', last_name: 'www.evil.example/now' });
    const event = await party(host, {
      title: 'Prizes at https://evil.example/win, evil.example or me@evil.example',
      location: 'http://evil.example/map',
    });
    const [email] = strangers(1);
    await invite(host, event, { emails: [email] });
    const [mail] = await noticeMailsOf(here, { email: email! });
    expect(mail!.subject).toBe('Invitation: Prizes at … evil example or …');
    expect(mail!.text).toContain('Win … invited you to “Prizes at … evil example or …');
    for (const text of [mail!.text!, mail!.html!]) expect(text).not.toMatch(/evil\.example/);
  });

  it('are none in the heading of an announcement, and stay as they are in its text', async () => {
    const guest = await here.signUp();
    const event = await party(ada, { title: 'Node.js meetup' });
    await guest.http.post(`/api/v1/events/${event.id}/join`);
    const words = { subject: 'See evil.example/win', message: 'The slides: https://slides.example/1' };
    await ada.http.post(`/api/v1/events/${event.id}/announce`, words);
    const mail = (await noticeMailsOf(here, guest)).at(-1)!;
    expect(mail.subject).toBe('Node js meetup: See …');
    expect(mail.text).toContain('The slides: https://slides.example/1');
  });

  it('greet nobody with a link whose address somebody else registered', async () => {
    const victim = await here.signUp({ first_name: 'Claim https://evil.example/x', last_name: 'now' });
    await noticeMailsOf(here, victim);
    const [mail] = await mailsTo(here, victim.email);
    expect(mail!.text).toMatch(/^Hello Claim … now,/);
    expect(mail!.text).not.toContain('evil');
  });
});

describe('an event that is changed again and again', () => {
  it('is one mail a quarter of an hour, and each change shows in the app at once', async () => {
    const guest = await here.signUp();
    const event = await party(ada, { title: 'Picnic' });
    await guest.http.post(`/api/v1/events/${event.id}/join`);
    await noticeMailsOf(here, guest);
    for (let n = 1; n <= 20; n++)
      expect((await ada.http.patch(`/api/v1/events/${event.id}`, { title: `Picnic ${n}` })).status).toBe(200);
    expect(await noticesOf(here, guest, '?notification_type=event_update')).toHaveLength(20);
    const latecomer = await here.signUp();
    here.clock.tick();
    await latecomer.http.post(`/api/v1/events/${event.id}/join`);
    await here.app.get(GatheredChangesProcessor, { strict: false }).sweep();
    expect(await mailsOf(guest.email)).toBe(1);
    await mailGatheredChanges(here);
    const mails = (await noticeMailsOf(here, guest)).slice(1);
    expect(mails.map(({ subject }) => subject)).toEqual(['New name: Picnic 20']);
    expect(await mailsOf(latecomer.email)).toBe(1);
    await mailGatheredChanges(here);
    expect(await mailsOf(guest.email)).toBe(2);
  });

  it('is no mail when it is what it was', async () => {
    const guest = await here.signUp();
    const event = await party(ada, { title: 'Picnic', location: 'Garden' });
    await guest.http.post(`/api/v1/events/${event.id}/join`);
    for (const location of ['Library', 'Garden'])
      await ada.http.patch(`/api/v1/events/${event.id}`, { location });
    await mailGatheredChanges(here);
    expect(await mailsOf(guest.email)).toBe(1);
  });

  it('and called off at last is called off at once, with no word of the rest', async () => {
    const guest = await here.signUp();
    const event = await party(ada, { title: 'Picnic' });
    await guest.http.post(`/api/v1/events/${event.id}/join`);
    await ada.http.patch(`/api/v1/events/${event.id}`, { title: 'Brunch' });
    await ada.http.delete(`/api/v1/events/${event.id}`);
    const subjects = async () => (await noticeMailsOf(here, guest)).slice(1).map(({ subject }) => subject);
    expect(await subjects()).toEqual(['Cancelled: Brunch']);
    await mailGatheredChanges(here);
    expect(await subjects()).toEqual(['Cancelled: Brunch']);
  });
});

describe('budgets', () => {
  it('keep no address, and nothing for longer than a day', async () => {
    const [email] = strangers(1);
    await invite(ada, await party(ada), { emails: [email] });
    await here.drainEvents();
    const rows = () => here.db.query<object>('SELECT * FROM platform.mail_uses');
    expect((await rows()).length).toBeGreaterThan(0);
    expect(JSON.stringify(await rows())).not.toContain('stranger');
    here.clock.advance(DAY_MS);
    await here.app.get(MailBudget).forget();
    expect(await rows()).toEqual([]);
  });
});
