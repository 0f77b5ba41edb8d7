import sharp from 'sharp';
import { AuthenticatorApp, switchMfaOn } from '../../support/authenticator-app.js';
import { offerType, openHost } from '../../support/appointments.js';
import { PASSWORD } from '../../support/people.js';
import { SoftwarePasskey } from '../../support/software-passkey.js';
import { hiddenFields, Visitor, wordsOf, type Seen } from '../../support/visitor.js';
import { world, type Person, type World } from '../../support/world.js';

const ROOMS = [
  ...['/account', '/account/security', '/account/factors', '/account/sessions', '/account/tokens'],
  ...['/account/data', '/settings/notifications'],
];

describe('the rooms of an account', () => {
  let here: World;
  let ada: Person;
  let visitor: Visitor;
  beforeAll(async () => void (here = await world()));
  beforeEach(async () => {
    ada = await here.signUp({ first_name: 'Ada', last_name: 'Lovelace' });
    visitor = await signedIn(ada);
  });
  afterAll(() => here.close());

  async function signedIn({ username }: Person): Promise<Visitor> {
    const someone = new Visitor(here.url, { 'user-agent': 'Mozilla/5.0 (X11; Linux) Firefox/142.0' });
    await someone.submit('/login', { username, password: PASSWORD });
    return someone;
  }
  const seenOf = ({ status, location }: Seen) => [status, location];
  /** Sends a form of a page as it was shown. */
  async function send(path: string, fields: Record<string, string>): Promise<Seen> {
    const page = await visitor.get(path);
    const token = hiddenFields(page.html, path)['csrf_token']!;
    return visitor.submit(path, { csrf_token: token, ...fields });
  }
  const read = async (path: string) => (await ada.http.get(`/api/v1/${path}`)).body;
  const faultsOf = ({ html }: Seen) =>
    [...html.matchAll(/<p class="fault" id="([\w-]+)-fault">/g)].map(([, id]) => id);

  it.each(ROOMS)('%s is for who is signed in, in their language, and nothing in it is inline', async (path) => {
    const stranger = await new Visitor(here.url).get(path);
    expect(seenOf(stranger)).toEqual([302, `/login?next=${encodeURIComponent(path)}`]);
    const { status, html, headers } = await visitor.get(path);
    expect([status, headers.get('cache-control')]).toEqual([200, 'private, no-store']);
    expect(html).toContain(`<a href="${path}" aria-current="page">`);
    expect(html).not.toMatch(/ style=|onclick=|undefined|\[object/);
    const languages = await Promise.all(
      ['de', 'es', 'fr'].map(async (lang) => (await visitor.get(`${path}?lang=${lang}`)).html),
    );
    const leads = [html, ...languages].map((text) => /<p class="lead">(.*?)<\/p>/.exec(text)![1]);
    expect(new Set(leads).size).toBe(4);
  });

  it.each(ROOMS)('%s takes no form without the token of the session', async (path) => {
    expect((await visitor.submit(path, { action: 'end_others' })).status).toBe(403);
  });

  it('take a picture without a script, and give it up again', async () => {
    const page = await visitor.get('/account');
    const token = hiddenFields(page.html, '/account')['csrf_token']!;
    const bytes = await sharp({ create: { width: 9, height: 9, channels: 3, background: '#0b6454' } })
      .png()
      .toBuffer();
    const sendFile = (csrf: string, content: BlobPart, headers: Record<string, string> = {}) => {
      const form = new FormData();
      for (const [name, value] of Object.entries({ csrf_token: csrf, action: 'picture' }))
        form.append(name, value);
      form.append('avatar', new Blob([content]), 'me.png');
      return visitor.upload('/account', form, { headers });
    };
    const picture = new Uint8Array(bytes);
    const foreign = { origin: 'https://evil.example' };
    for (const refused of [
      sendFile('', picture),
      sendFile(`${token}x`, picture),
      sendFile(token, picture, foreign),
    ])
      expect((await refused).status).toBe(403);
    expect((await read('users/me')).avatar).toBeNull();
    for (const [content, status] of [['no picture', 400] as const, ['', 400] as const]) {
      const refused = await sendFile(token, content);
      expect([refused.status, faultsOf(refused)]).toEqual([status, ['picture']]);
    }
    expect(seenOf(await sendFile(token, picture))).toEqual([303, '/account?done=picture']);
    const { avatar } = await read('users/me');
    const after = await visitor.get('/account?done=picture');
    expect(after.html).toContain(`src="${new URL(avatar).pathname}"`);
    expect(wordsOf(after.html)).toContain('Your picture is saved.');
    expect(seenOf(await send('/account', { action: 'remove_picture' }))).toEqual([
      303,
      '/account?done=remove_picture',
    ]);
    expect((await read('users/me')).avatar).toBeNull();
  });

  it('show times everywhere by the clock that is chosen there', async () => {
    const { organizer_slug, event_type_slug } = await offerType(here, await openHost(here, 'Europe/Madrid'));
    const shown = async (someone: Visitor, query = '') => {
      const { html } = await someone.get(`/${organizer_slug}/${event_type_slug}${query}`);
      return /<option [^>]*value="([^"]+)"[^>]* selected|<option [^>]*selected[^>]* value="([^"]+)"/
        .exec(html.slice(html.indexOf('id="timezone"')))
        ?.slice(1)
        .find(Boolean);
    };
    expect(await shown(visitor)).toBe('Europe/Madrid');
    await send('/account', { action: 'save', timezone: 'Asia/Tokyo' });
    expect(await shown(visitor)).toBe('Asia/Tokyo');
    expect(await shown(visitor, '?embed=1')).toBe('Europe/Madrid');
    expect(await shown(new Visitor(here.url))).toBe('Europe/Madrid');
    expect(await shown(visitor, '?timezone=Europe/Lisbon')).toBe('Europe/Lisbon');
    expect(await shown(visitor)).toBe('Europe/Lisbon');
  });

  it('keep a profile, clear what is left empty, and show again what was refused', async () => {
    const form = {
      action: 'save',
      first_name: 'Augusta',
      last_name: 'King',
      bio: 'Engines <b>',
      phone: '+44 1',
    };
    const all = {
      ...form,
      slug: `${ada.username}-2`,
      timezone: 'Europe/London',
      newsletter_subscribed: 'true',
    };
    expect(seenOf(await send('/account', all))).toEqual([303, '/account?done=save']);
    expect(await read('users/me')).toMatchObject({
      ...{
        full_name: 'Augusta King',
        bio: 'Engines <b>',
        timezone: 'Europe/London',
        slug: `${ada.username}-2`,
      },
      profile: { newsletter_subscribed: true, notifications_enabled: false },
    });
    const shown = await visitor.get('/account?done=save');
    expect(shown.html).toContain('Engines &lt;b>');
    expect(wordsOf(shown.html)).toContain('Your profile is saved.');
    const refused = await send('/account', { ...all, slug: 'Not so', phone: '', first_name: 'Ada' });
    expect([refused.status, faultsOf(refused)]).toEqual([400, ['save-slug']]);
    expect(refused.html).toMatch(/id="save-slug" name="slug"[^>]* value="Not so"/);
    await send('/account', { ...all, slug: '', bio: '', phone: '' });
    expect(await read('users/me')).toMatchObject({ bio: '', phone: '', slug: `${ada.username}-2` });
  });

  it('change the password by the old one, which ends all other devices', async () => {
    const other = await signedIn(ada);
    const wanted = { new_password: 'Another-horse-8', new_password_confirm: 'Another-horse-8' };
    const form = { action: 'change_password', ...wanted };
    const wrong = await send('/account/security', { ...form, current_password: 'Not-my-horse-1' });
    expect([wrong.status, faultsOf(wrong)]).toEqual([400, ['change_password-current_password']]);
    expect(wrong.html).not.toContain('Another-horse-8');
    const differs = await send('/account/security', { ...form, new_password_confirm: 'Another-horse-9' });
    expect(faultsOf(differs)).toEqual(['change_password-new_password_confirm']);
    expect(seenOf(await send('/account/security', { ...form, current_password: PASSWORD }))).toEqual([
      ...[303, '/account/security?done=change_password'],
    ]);
    expect([(await visitor.get('/account')).status, (await other.get('/account')).status]).toEqual([200, 302]);
  });

  it('ask for another address, which the mailed link makes true', async () => {
    const form = { action: 'change_email', email: `new-${ada.email}`, password: PASSWORD };
    expect((await send('/account/security', { ...form, email: 'x' })).status).toBe(400);
    expect(seenOf(await send('/account/security', form))).toEqual([303, '/account/security?done=change_email']);
    expect((await read('users/me')).email).toBe(ada.email);
  });

  it('switch a second factor on by its QR code, show the codes once, and switch it off', async () => {
    const path = '/account/factors';
    const setUp = await send(path, { action: 'set_up', password: PASSWORD });
    expect(setUp.html).toMatch(/<img class="qr" src="data:image\/png;base64,/);
    const [, secret] = /<code class="secret">(\w+)<\/code>/.exec(setUp.html)!;
    const app = new AuthenticatorApp(secret!, here.clock);
    const wrong = await send(path, { action: 'enable', code: app.wrong() });
    expect([wrong.status, faultsOf(wrong)]).toEqual([400, ['enable-code']]);
    const on = await send(path, { action: 'enable', code: app.next() });
    const codes = [...on.html.matchAll(/<li><code>([\w-]+)<\/code><\/li>/g)].map(([, code]) => code!);
    expect([on.status, codes.length]).toEqual([200, 10]);
    expect((await visitor.get(path)).html).not.toContain(codes[0]);
    const bad = await send(path, { action: 'disable', password: PASSWORD, code: 'ABCD-EFGH-JKLM-NPQR' });
    expect([bad.status, faultsOf(bad)]).toEqual([400, ['disable-code']]);
    const off = await send(path, { action: 'disable', password: PASSWORD, code: codes[0]! });
    expect(seenOf(off)).toEqual([303, `${path}?done=disable`]);
    expect(wordsOf((await visitor.get(path)).html)).toContain('It is off.');
  });

  it('ask for a code where the second factor is on', async () => {
    const app = await switchMfaOn(ada, here.clock);
    visitor = new Visitor(here.url);
    const half = await visitor.submit('/login', { username: ada.username, password: PASSWORD });
    await visitor.submit('/login', { code: app.next() }, half);
    here.clock.advance(11 * 60_000);
    const form = { action: 'change_email', email: `other-${ada.email}`, password: PASSWORD };
    const refused = await send('/account/security', form);
    expect([refused.status, wordsOf(refused.html)]).toEqual([
      403,
      expect.stringContaining('Please give a code'),
    ]);
    expect((await send('/account/security', { ...form, code: app.next() })).status).toBe(303);
    here.clock.reset();
  });

  it('remove a passkey', async () => {
    const options = (await ada.http.post('/api/v1/users/passkeys/options', { password: PASSWORD })).body;
    const key = new SoftwarePasskey('http://localhost:8000');
    const made = await ada.http.post('/api/v1/users/passkeys', {
      name: 'My <laptop>',
      credential: key.create(options),
    });
    expect(made.status).toBe(201);
    expect((await visitor.get('/account/factors')).html).toContain('<strong>My &lt;laptop></strong>');
    const form = { action: 'remove_passkey', id: String(made.body.id), password: PASSWORD };
    expect(seenOf(await send('/account/factors', form))).toEqual([303, '/account/factors?done=remove_passkey']);
    expect((await read('users/passkeys')).results).toEqual([]);
  });

  it('end one device, all others, and this one', async () => {
    const [phone, tablet] = [await signedIn(ada), await signedIn(ada)];
    const page = await visitor.get('/account/sessions');
    expect(wordsOf(page.html)).toContain('Firefox on Linux this one');
    const live = (await read('users/sessions')).results as { id: number; is_current: boolean }[];
    const isIn = async (someone: Visitor) => (await someone.get('/account')).status === 200;
    await send('/account/sessions', { action: 'end', id: String(live[0]!.id) });
    expect((await Promise.all([isIn(phone), isIn(tablet)])).filter(Boolean)).toHaveLength(1);
    expect(seenOf(await send('/account/sessions', { action: 'end_others' }))).toEqual([
      ...[303, '/account/sessions?done=end_others'],
    ]);
    expect(await Promise.all([isIn(visitor), isIn(phone), isIn(tablet)])).toEqual([true, false, false]);
    const [, own] = /name="id" value="(\d+)"/.exec((await visitor.get('/account/sessions')).html)!;
    expect(seenOf(await send('/account/sessions', { action: 'end', id: own! }))).toEqual([303, '/login']);
    expect(await isIn(visitor)).toBe(false);
  });

  it('end no device of somebody else', async () => {
    const bob = await here.signUp();
    const [theirs] = (await bob.http.get('/api/v1/users/sessions')).body.results;
    expect((await send('/account/sessions', { action: 'end', id: String(theirs.id) })).status).toBe(404);
    expect((await bob.http.get('/api/v1/users/me')).status).toBe(200);
  });

  it('make a token for a program, show it once, and end it', async () => {
    const path = '/account/tokens';
    const nothing = await send(path, { action: 'make', name: 'Reporting' });
    expect([nothing.status, nothing.html.includes('id="scopes-fault"')]).toEqual([400, true]);
    expect(nothing.html).toMatch(/id="make-name" name="name"[^>]* value="Reporting"/);
    const form = { action: 'make', name: 'Reporting', booking: 'read', messaging: 'write', days: '30' };
    const made = await send(path, form);
    const [, token] = /<code class="secret">(cvk_\w+)<\/code>/.exec(made.html)!;
    expect((await here.http(token).get('/api/v1/bookings')).status).toBe(200);
    const [kept] = (await read('users/tokens')).results;
    expect(kept).toMatchObject({ name: 'Reporting', scopes: ['booking:read', 'messaging:write'] });
    expect((await visitor.get(path)).html).not.toContain(token);
    expect((await send(path, { ...form, admin: 'read' })).status).toBe(400);
    expect(seenOf(await send(path, { action: 'end', id: String(kept.id) }))).toEqual([303, `${path}?done=end`]);
    expect((await here.http(token).get('/api/v1/bookings')).status).toBe(401);
  });

  it('lead to everything that is held, and erase it by somebody who is sure', async () => {
    const page = await visitor.get('/account/data');
    expect(page.html).toContain(`href="/api/v1/users/me/export" download="${ada.username}.json"`);
    const file = await visitor.get('/api/v1/users/me/export');
    expect(JSON.parse(file.html)).toMatchObject({ account: { username: ada.username } });
    const unsure = await send('/account/data', { action: 'erase', password: PASSWORD });
    expect([unsure.status, faultsOf(unsure)]).toEqual([400, ['erase-sure']]);
    const form = { action: 'erase', sure: 'true' };
    expect((await send('/account/data', { ...form, password: 'Not-my-horse-1' })).status).toBe(400);
    expect(seenOf(await send('/account/data', { ...form, password: PASSWORD }))).toEqual([303, '/']);
    expect((await visitor.get('/account')).status).toBe(302);
    expect((await here.http().post('/api/v1/auth/login', ada)).status).toBe(400);
  });

  it('choose by boxes what one is told', async () => {
    const page = await visitor.get('/settings/notifications');
    const { preferences, always_mailed: always } = await read('notifications/preferences');
    const boxes = [...page.html.matchAll(/<input type="checkbox" name="([\w-]+)" value="true"( checked)?/g)];
    expect(boxes).toHaveLength(Object.keys(preferences).length * 3 - always.length);
    for (const [, name, checked] of boxes) {
      const [kind, channel] = name!.split('-') as [string, string];
      expect([name, checked !== undefined]).toEqual([name, preferences[kind][channel]]);
    }
    const form = { action: 'notices', 'task_due-email': 'true' };
    expect(seenOf(await send('/settings/notifications', form))).toEqual([
      ...[303, '/settings/notifications?done=notices'],
    ]);
    const { preferences: chosen } = await read('notifications/preferences');
    expect(chosen.task_due).toEqual({ in_app: false, email: true, sms: false });
    expect(chosen.booking_confirmation).toEqual({ in_app: false, email: true, sms: false });
  });
});
