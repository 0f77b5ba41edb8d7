import { switchMfaOn } from '../../support/authenticator-app.js';
import { mailedToken, mailsTo } from '../../support/mailbox.js';
import { eventually } from '../../support/eventually.js';
import { PASSWORD } from '../../support/people.js';
import { hiddenFields, Visitor, wordsOf, type Seen } from '../../support/visitor.js';
import { world, type World } from '../../support/world.js';

describe('the pages of accounts', () => {
  let here: World;
  let visitor: Visitor;
  let count = 0;
  beforeAll(async () => {
    here = await world({
      PUBLIC_URL: 'https://convoke.example',
      GOOGLE_CLIENT_ID: 'google-1',
      GOOGLE_CLIENT_SECRET: 'a secret',
    });
  });
  beforeEach(() => void (visitor = new Visitor(here.url)));
  afterAll(() => here.close());

  const freshName = () => `page${++count}`;
  const seenOf = ({ status, location }: Seen) => [status, location];
  const signIn = async (username: string, next?: string) => {
    const path = next === undefined ? '/login' : `/login?next=${encodeURIComponent(next)}`;
    return visitor.submit('/login', { username, password: PASSWORD }, await visitor.get(path));
  };
  /** The faults that the summary links to, and what it says. */
  const summaryOf = ({ html }: Seen) => [...html.matchAll(/<li><a href="#([\w-]+)">/g)].map(([, id]) => id);

  it('register, sign in at once, sign out and in again, without a script', async () => {
    const username = freshName();
    const form = await visitor.get('/register');
    for (const name of ['username', 'email', 'given-name', 'family-name', 'new-password'])
      expect(form.html).toContain(`autocomplete="${name}"`);
    const fields = { username, email: `${username}@example.com`, password: PASSWORD, first_name: 'Ada' };
    expect(seenOf(await visitor.submit('/register', fields, form))).toEqual([303, '/account']);
    const account = await visitor.get('/account');
    expect([account.status, wordsOf(account.html)]).toEqual([200, expect.stringContaining('Ada')]);
    expect(seenOf(await visitor.submit('/account', { action: 'sign_out' }, account))).toEqual([303, '/']);
    expect(seenOf(await visitor.get('/account'))).toEqual([302, '/login?next=%2Faccount']);
    expect(seenOf(await signIn(username, '/account'))).toEqual([303, '/account']);
    expect(seenOf(await visitor.get('/login'))).toEqual([303, '/account']);
  });

  it.each(['//evil.example', 'https://evil.example', '/\\evil.example', 'javascript:alert(1)', '/a\\b'])(
    'lead nobody to %s',
    async (next) => {
      const { username } = await here.signUp();
      expect(seenOf(await signIn(username, next))).toEqual([303, '/account']);
    },
  );

  it('show a refused form again: what was typed, what is wrong, and no password', async () => {
    const seen = await visitor.submit('/register', { username: 'a b', email: 'x', password: 'Tiny-secret' });
    expect(seen.status).toBe(400);
    expect(summaryOf(seen)).toEqual(['field-username', 'field-email', 'field-password']);
    expect(seen.html).toMatch(/name="username"[^>]* value="a b" [^>]*aria-invalid="true"/);
    expect(seen.html).toMatch(/aria-describedby="field-email-fault field-email-hint"/);
    expect(seen.html).toMatch(/<p class="fault" id="field-email-fault">/);
    expect(seen.html).not.toContain('Tiny-secret');
    const { username } = await here.signUp();
    const taken = await visitor.submit('/register', {
      ...{ username, email: `${freshName()}@example.com`, password: PASSWORD },
    });
    expect([taken.status, summaryOf(taken)]).toEqual([409, ['field-username']]);
  });

  it.each([
    ['en', 'Name and password do not belong together.', 'Please fill this in.'],
    ['de', 'Name und Passwort gehören nicht zusammen.', 'Bitte füllen Sie dieses Feld aus.'],
  ])('say in %s what went wrong', async (lang, wrong, empty) => {
    await visitor.get(`/login?lang=${lang}`);
    const refused = await visitor.submit('/login', { username: 'nobody', password: 'wrong' });
    expect([refused.status, wordsOf(refused.html)]).toEqual([400, expect.stringContaining(wrong)]);
    expect(refused.html).toContain('role="alert"');
    const nothing = await visitor.submit('/login', { username: '', password: '' });
    expect(summaryOf(nothing)).toEqual(['field-username', 'field-password']);
    expect(wordsOf(nothing.html)).toContain(empty);
  });

  it('escape what was typed', async () => {
    const { html } = await visitor.submit('/login', { username: '"><script>x</script>', password: 'y' });
    expect(html).toContain('value="&quot;&gt;&lt;script&gt;x&lt;/script&gt;"'.replaceAll('&gt;', '>'));
    expect(html).not.toContain('<script>x');
  });

  it('offer the providers that are configured, and no others', async () => {
    const { html } = await visitor.get('/login');
    expect(html).toContain('href="https://convoke.example/oauth/google/login"');
    expect(wordsOf(html)).not.toMatch(/GitHub|Single sign-on/);
  });

  it('ask for the second factor where it is on', async () => {
    const ada = await here.signUp();
    const app = await switchMfaOn(ada, here.clock);
    const half = await signIn(ada.username, '/account');
    expect([half.status, wordsOf(half.html)]).toEqual([200, expect.stringContaining('Your second factor')]);
    expect(half.html).toContain('autocomplete="one-time-code"');
    expect(hiddenFields(half.html, '/login')).toEqual({
      mfa_token: expect.stringMatching(/^[\w-]{20,}$/),
      next: '/account',
    });
    const wrong = await visitor.submit('/login', { code: app.wrong() }, half);
    expect([wrong.status, wordsOf(wrong.html)]).toEqual([
      401,
      expect.stringContaining('The code is not right'),
    ]);
    const empty = await visitor.submit('/login', {}, wrong);
    expect([empty.status, summaryOf(empty)]).toEqual([400, ['field-code']]);
    expect(seenOf(await visitor.submit('/login', { code: app.next() }, empty))).toEqual([303, '/account']);
    const used = await new Visitor(here.url).submit('/login', { code: app.next() }, half);
    expect([used.status, used.html.includes('name="password"')]).toEqual([401, true]);
  });

  it('mail a link that sets a new password, once', async () => {
    const { username, email } = await here.signUp();
    const sent = await visitor.submit('/forgot-password', { email }, await visitor.get('/forgot-password'));
    expect([sent.status, wordsOf(sent.html)]).toEqual([200, expect.stringContaining('Look into your mail')]);
    const path = `/reset-password?token=${await mailedToken(here, email, 'reset-password')}`;
    const form = await visitor.get(path);
    const weak = await visitor.submit('/reset-password', { new_password: 'short' }, form);
    expect([weak.status, summaryOf(weak)]).toEqual([400, ['field-new_password']]);
    const fields = { new_password: 'Another-horse-8' };
    expect((await visitor.submit('/reset-password', fields, weak)).status).toBe(200);
    const again = await visitor.submit('/reset-password', fields, form);
    expect([again.status, again.html.includes('href="/forgot-password"')]).toEqual([400, true]);
    const entered = await visitor.submit('/login', { username, password: fields.new_password });
    expect(seenOf(entered)).toEqual([303, '/account']);
  });

  it('confirm an address by a button, never by the link alone', async () => {
    const ada = await here.signUp();
    const path = `/verify-email?token=${await mailedToken(here, ada.email, 'verify-email')}`;
    const isVerified = async () => (await ada.http.get('/api/v1/users/me')).body.is_verified;
    const form = await visitor.get(path);
    expect([form.status, await isVerified()]).toEqual([200, false]);
    const done = await visitor.submit('/verify-email', {}, form);
    expect([done.status, wordsOf(done.html), await isVerified()]).toEqual([
      ...[200, expect.stringContaining('Your address is confirmed'), true],
    ]);
    const used = await visitor.submit('/verify-email', {}, form);
    expect([used.status, used.html.includes('name="email"')]).toEqual([400, true]);
    const resent = await visitor.submit('/verify-email', { email: ada.email }, used);
    expect([resent.status, wordsOf(resent.html)]).toEqual([
      200,
      expect.stringContaining('a new link is on its'),
    ]);
  });

  it('erase a registration by the link of who did not make it', async () => {
    const ada = await here.signUp();
    const link = await eventually(async () => {
      const [mail] = await mailsTo(here, ada.email);
      return /\/verify-email\?not_me=1&token=[\w%.~-]+/.exec(mail!.text!)![0];
    });
    const form = await visitor.get(link);
    expect(wordsOf(form.html)).toContain('Was that not you?');
    const erased = await visitor.submit('/verify-email', {}, form);
    expect(wordsOf(erased.html)).toContain('The registration is erased');
  });

  it('land who comes from a provider, or say why not', async () => {
    const failed = await visitor.get('/auth/callback?error=PROVIDER_DECLINED');
    expect(wordsOf(failed.html)).toContain('The sign-in was declined over there.');
    const odd = await visitor.get('/auth/callback?error=%3Cb%3E');
    expect(odd.html).not.toContain('<b>');
    await signIn((await here.signUp()).username);
    expect(seenOf(await visitor.get('/auth/callback?code=abc'))).toEqual([303, '/account']);
  });

  it('take forms of this site alone, and with a session only with its token', async () => {
    const { username } = await here.signUp();
    const fields = { username, password: PASSWORD };
    for (const origin of ['https://evil.example', 'null', `${here.url}.evil.example`, '']) {
      const { status, html } = await visitor.submit('/login', fields, undefined, { headers: { origin } });
      expect([origin, status, wordsOf(html)]).toEqual([origin, 403, expect.stringContaining('another site')]);
    }
    const elsewhere = { origin: 'https://convoke.example' };
    expect((await visitor.submit('/login', fields, undefined, { headers: elsewhere })).status).toBe(303);
    expect((await visitor.submit('/account', {})).status).toBe(403);
    expect((await visitor.submit('/account', { csrf_token: 'x'.repeat(65) })).status).toBe(403);
    const other = new Visitor(here.url);
    await other.submit('/login', { username: (await here.signUp()).username, password: PASSWORD });
    const [stolen] = [other.cookies.get('csrftoken')!];
    expect((await visitor.submit('/account', { csrf_token: decodeURIComponent(stolen) })).status).toBe(403);
    expect((await visitor.get('/account')).status).toBe(200);
  });

  it('are no door for tokens of programs', async () => {
    const { access } = await here.signUp();
    const seen = await visitor.get('/', { headers: { authorization: `Bearer ${access}` } });
    expect(seen.html).not.toContain('href="/account"');
  });
});

describe('where addresses must be confirmed first', () => {
  it('a registration signs nobody in, and a sign-in offers the link again', async () => {
    const here = await world({ REQUIRE_EMAIL_VERIFICATION: 'true' });
    const visitor = new Visitor(here.url);
    const fields = { username: 'strict', email: 'strict@example.com', password: PASSWORD };
    const registered = await visitor.submit('/register', fields, await visitor.get('/register'));
    expect([registered.status, wordsOf(registered.html)]).toEqual([
      ...[200, expect.stringContaining('We sent a link to strict@example.com.')],
    ]);
    const refused = await visitor.submit('/login', { username: 'strict', password: PASSWORD });
    expect([refused.status, refused.html.includes('href="/verify-email"')]).toEqual([403, true]);
    expect(visitor.cookies.has('sessionid')).toBe(false);
    await here.close();
  });
});
