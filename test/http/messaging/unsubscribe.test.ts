import type { Email } from 'postal-mime';
import { makeGathering } from '../../support/events.js';
import { noticeMailsOf, noticesOf } from '../../support/notices.js';
import { proveAddress } from '../../support/people.js';
import { world, type Person, type World } from '../../support/world.js';

let here: World;
let ada: Person;
let count = 0;
beforeAll(async () => {
  here = await world({ MAIL_PER_STRANGER_PER_DAY: '100' });
  ada = await here.signUp();
  await proveAddress(here.db, ada);
});
afterAll(() => here.close());

async function invited(body: object): Promise<number> {
  const { id } = await makeGathering(ada, here.clock.now(), { title: 'Picnic' });
  expect((await ada.http.post(`/api/v1/events/${id}/invite`, body)).status).toBe(200);
  return id;
}
const headerOf = ({ headers }: Email, name: string) => headers.find(({ key }) => key === name)?.value;
/** Where the mail says that it can be stopped, as a path. */
function stopPathOf(mail: Email): string {
  const [, url] = /^<(http:\/\/localhost:8000(\/unsubscribe\/[\w-]+))>$/.exec(
    headerOf(mail, 'list-unsubscribe')!,
  )!;
  expect(mail.text).toContain(`Stop mails like this one: ${url}`);
  return new URL(url!).pathname;
}
const mailsOf = (email: string) => noticeMailsOf(here, { email });
const freshAddress = () => `reader${++count}@example.net`;

async function firstMailTo(email: string): Promise<Email> {
  await invited({ emails: [email] });
  return (await mailsOf(email))[0]!;
}

describe('a mail that need not be', () => {
  it('names what stops it, for one click (RFC 8058)', async () => {
    const mail = await firstMailTo(freshAddress());
    expect(stopPathOf(mail)).toMatch(/^\/unsubscribe\//);
    expect(headerOf(mail, 'list-unsubscribe-post')).toBe('List-Unsubscribe=One-Click');
  });

  it('is not stopped by who only opens the link', async () => {
    const email = freshAddress();
    const path = stopPathOf(await firstMailTo(email));
    const { status, body } = await here.http().get(path);
    expect([status, body]).toEqual([
      200,
      { message: expect.any(String), kind: 'event_invitation', stopped: false },
    ]);
    await invited({ emails: [email] });
    expect(await mailsOf(email)).toHaveLength(2);
  });

  it.each([
    ['a form', 'application/x-www-form-urlencoded', 'List-Unsubscribe=One-Click'],
    [
      'a form in parts',
      'multipart/form-data; boundary=x',
      '--x\r\nContent-Disposition: form-data; name="List-Unsubscribe"\r\n\r\nOne-Click\r\n--x--\r\n',
    ],
    ['no body', undefined, undefined],
  ])('is stopped for good by %s', async (_, type, body) => {
    const email = freshAddress();
    const path = stopPathOf(await firstMailTo(email));
    const headers = new Headers(type === undefined ? {} : { 'content-type': type });
    for (let n = 0; n < 2; n++) {
      const answer = await fetch(`${here.url}${path}`, { method: 'POST', headers, body });
      expect([answer.status, await answer.json()]).toMatchObject([200, { stopped: true }]);
    }
    await invited({ emails: [email] });
    expect(await mailsOf(email)).toHaveLength(1);
  });

  it('shows a page to a browser, whoever is signed in there', async () => {
    const path = stopPathOf(await firstMailTo(freshAddress()));
    const call = (method: string) =>
      fetch(`${here.url}${path}`, { method, headers: { accept: 'text/html', cookie: 'sessionid=dead' } });
    const page = await call('GET');
    expect([page.status, page.headers.get('content-type')]).toEqual([200, 'text/html; charset=utf-8']);
    expect(page.headers.get('cache-control')).toBe('no-store');
    expect(await page.text()).toContain(`<form method="post" action="${path}"`);
    expect(await (await call('POST')).text()).toContain('You get no more of these mails');
  });

  it('is refused to a token of nobody', async () => {
    for (const method of ['GET', 'POST'])
      expect((await here.http().call(method, '/unsubscribe/abc')).body.code).toBe('INVALID_TOKEN');
  });

  it('is told among the preferences of who has proven the address, and can be chosen again', async () => {
    const bob = await here.signUp();
    await proveAddress(here.db, bob);
    await invited({ users: [bob.id] });
    const [mail] = await mailsOf(bob.email);
    expect((await here.http().post(stopPathOf(mail!))).status).toBe(200);
    const { body } = await bob.http.get('/api/v1/notifications/preferences');
    expect(body.preferences.event_invitation.email).toBe(false);
    await invited({ users: [bob.id] });
    expect(await noticesOf(here, bob)).toHaveLength(2);
    expect(await mailsOf(bob.email)).toHaveLength(1);
    const preferences = { event_invitation: { email: true } };
    await bob.http.put('/api/v1/notifications/preferences', { preferences });
    await invited({ users: [bob.id] });
    expect(await mailsOf(bob.email)).toHaveLength(2);
  });

  it('stays stopped for an address that somebody else has registered', async () => {
    const squatter = await here.signUp();
    await invited({ users: [squatter.id] });
    const [mail] = await mailsOf(squatter.email);
    await here.http().post(`${stopPathOf(mail!)}?all=true`);
    const preferences = { event_invitation: { email: true } };
    await squatter.http.put('/api/v1/notifications/preferences', { preferences });
    const id = await invited({ users: [squatter.id] });
    await squatter.http.post(`/api/v1/events/${id}/join`);
    await ada.http.post(`/api/v1/events/${id}/announce`, { subject: 'Bread', message: 'Please.' });
    expect((await mailsOf(squatter.email)).map(({ subject }) => subject)).toEqual([
      'Invitation: Picnic',
      'Booking Confirmation: Picnic',
    ]);
  });
});

describe('the record of a deal', () => {
  it('names nothing that stops it', async () => {
    const bob = await here.signUp();
    const { id } = await makeGathering(ada, here.clock.now());
    await bob.http.post(`/api/v1/events/${id}/join`);
    const [mail] = await mailsOf(bob.email);
    expect(headerOf(mail!, 'list-unsubscribe')).toBeUndefined();
    expect(mail!.text).not.toContain('/unsubscribe/');
  });
});
