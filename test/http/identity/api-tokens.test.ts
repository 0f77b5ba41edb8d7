import { apiToken, READ_SCOPES, WRITE_SCOPES } from '../../support/api-tokens.js';
import { eventually } from '../../support/eventually.js';
import { plantGathering } from '../../support/gatherings.js';
import { booked, offerType, openHost, startIn } from '../../support/appointments.js';
import { meet } from '../../support/meetings.js';
import { offerPriced, payTickets } from '../../support/money.js';
import type { Http } from '../../support/http.js';
import { mailedToken, mailsTo } from '../../support/mailbox.js';
import { RequestStatements } from '../../support/request-statements.js';
import { plantSlots } from '../../support/slots.js';
import { PASSWORD, world, type Person, type World } from '../../support/world.js';

const DAY = 24 * 3_600_000;
const TOKENS = '/api/v1/users/tokens';
const statements = new RequestStatements();
let here: World;
let ada: Person;
beforeAll(async () => {
  here = await world();
});
beforeEach(async () => {
  here.clock.reset();
  ada = await here.signUp();
});
afterAll(() => here.close());

const by = async (scopes: string[], person: Person = ada): Promise<Http> =>
  here.http(await apiToken(person, scopes));
const make = (body: object, http = ada.http) =>
  http.post(TOKENS, { name: 'Program', scopes: ['booking:read'], ...body });
const after = (ms: number) => new Date(here.clock.millis() + ms).toISOString();
const told = ({ status, body }: { status: number; body: any }) => [status, body?.code, body?.details];

describe('making a token', () => {
  it('shows it once, with what it is for, and keeps a digest', async () => {
    const { status, body } = await make({
      name: ' Nightly report ',
      scopes: ['payments:write', 'booking:read'],
    });
    expect(status).toBe(201);
    expect(body).toEqual({
      id: expect.any(Number),
      name: 'Nightly report',
      prefix: body.token.slice(0, 12),
      scopes: ['booking:read', 'payments:write'],
      expires_at: new Date(Date.parse(body.created_at) + 90 * DAY).toISOString(),
      last_used_at: null,
      created_at: expect.stringMatching(/Z$/),
      token: expect.stringMatching(/^cvk_[0-9A-Za-z]{40}$/),
    });
    const { token: _, ...listed } = body;
    expect((await ada.http.get(TOKENS)).body.results).toEqual([listed]);
    expect((await ada.http.get('/api/users/tokens/')).body).toEqual([listed]);
    const kept = await here.db.query<{ row: string }>('SELECT t::text AS row FROM identity.api_tokens t');
    expect(kept.filter(({ row }) => row.includes(body.token.slice(12)))).toEqual([]);
  });

  it('tells the owner by mail and in the audit log, and leaves the secret out', async () => {
    const { body } = await make({ name: 'Told', scopes: ['messaging:write'] });
    const mail = await eventually(async () => {
      const mails = await mailsTo(here, ada.email);
      const found = mails.find(({ subject }) => subject === 'A token for programs was made');
      if (!found) throw new Error('no mail yet');
      return JSON.stringify(found);
    });
    expect(mail).toContain('messaging:write');
    expect(mail).not.toContain(body.token);
    const [row] = await here.db.query<{ details: unknown }>(
      `SELECT details FROM platform.audit_log WHERE action = 'identity.api_token_made' AND actor_id = $1`,
      [ada.id],
    );
    expect(row!.details).toEqual({
      prefix: body.prefix,
      scopes: ['messaging:write'],
      expires_at: body.expires_at,
    });
  });

  it.each([
    ['no name', { name: '' }, 'name'],
    ['a name of 101 letters', { name: 'x'.repeat(101) }, 'name'],
    ['a name of two lines', { name: 'a\nb' }, 'name'],
    ['no scopes', { scopes: [] }, 'scopes'],
    ['an unknown scope', { scopes: ['booking:read', 'platform:read'] }, 'scopes.1'],
    ['a scope without a verb', { scopes: ['booking'] }, 'scopes.0'],
    ['a scope of administrators', { scopes: ['admin:read'] }, 'scopes'],
    ['an end in the past', () => ({ expires_at: after(0) }), 'expires_at'],
    ['an end in more than a year', () => ({ expires_at: after(366 * DAY) }), 'expires_at'],
    ['an end without an offset', { expires_at: '2027-01-01T00:00:00' }, 'expires_at'],
  ])('is refused with %s', async (_, body, field) => {
    const { status, body: refusal } = await make(typeof body === 'function' ? body() : body);
    expect([status, Object.keys(refusal.field_errors)]).toEqual([400, [field]]);
  });

  it('takes an end up to a year ahead', async () => {
    const { body } = await make({ expires_at: after(365 * DAY) });
    expect(body.expires_at).toBe(after(365 * DAY));
  });

  it('stops at 50 that live, also for many at once', async () => {
    const answers = await Promise.all(Array.from({ length: 52 }, () => make({})));
    expect(answers.map(({ status }) => status).sort()).toEqual([...Array(50).fill(201), 409, 409]);
    expect((await make({})).body.code).toBe('TOO_MANY_TOKENS');
    const id = answers.find(({ status }) => status === 201)!.body.id as number;
    expect((await ada.http.delete(`${TOKENS}/${id}`)).status).toBe(204);
    expect((await make({})).status).toBe(201);
  });
});

describe('a token', () => {
  it('calls in its owner’s name wherever a Bearer does, by either scheme', async () => {
    const token = await apiToken(ada, ['identity:read']);
    for (const scheme of ['Bearer', 'Token', 'bearer']) {
      const http = here.http().with({ authorization: `${scheme} ${token}` });
      expect((await http.get('/api/v1/users/me')).body.id).toBe(ada.id);
      expect((await http.get('/api/users/me/')).body.id).toBe(ada.id);
    }
  });

  it('needs the scope of the route’s context, and no CSRF token', async () => {
    const [slot] = await plantSlots(here.db, 1);
    const reader = await by(['booking:read', 'scheduling:write']);
    expect((await reader.get('/api/v1/bookings')).status).toBe(200);
    expect(told(await reader.post('/api/v1/bookings', { time_slot: slot }))).toEqual([
      ...[403, 'SCOPE_REQUIRED', { scope: 'booking:write' }],
    ]);
    expect(told(await reader.get('/api/v1/messages'))).toEqual([
      ...[403, 'SCOPE_REQUIRED', { scope: 'messaging:read' }],
    ]);
    expect(told(await reader.get(`/api/v1/users/${ada.id}/reviews`))).toEqual([
      ...[403, 'SCOPE_REQUIRED', { scope: 'collaboration:read' }],
    ]);
    const writer = await by(['booking:write']);
    expect((await writer.post('/api/v1/bookings', { time_slot: slot })).status).toBe(201);
    expect((await writer.get('/api/v1/bookings')).body.count).toBe(1);
  });

  it('counts as none on routes for everybody that it is not for', async () => {
    const { body: event } = await ada.http.post('/api/v1/events', {
      ...{ title: 'Mine', date: after(DAY), visibility: 'invited' },
    });
    const path = `/api/v1/events/${event.id}`;
    expect((await (await by(['collaboration:read'])).get(path)).body.title).toBe('Mine');
    expect((await (await by(['booking:write'])).get(path)).status).toBe(404);
    expect((await (await by(['booking:write'])).get('/api/v1/categories')).status).toBe(200);
  });

  it.each([
    ['GET', TOKENS],
    ['POST', TOKENS],
    ['DELETE', `${TOKENS}/1`],
    ['GET', '/api/v1/users/sessions'],
    ['DELETE', '/api/v1/users/sessions/1'],
    ['POST', '/api/v1/users/change-password'],
    ['POST', '/api/v1/users/change-email'],
    ['DELETE', '/api/v1/users/me'],
    ['DELETE', '/api/v1/oauth/accounts/1'],
    ['POST', '/api/v1/auth/logout'],
    ['POST', '/api/v1/users/logout'],
  ])('never does %s %s', async (method, path) => {
    const program = await by(['identity:write']);
    expect(told(await program.call(method, path, method === 'POST' ? {} : undefined))).toEqual([
      ...[403, 'SESSION_REQUIRED', null],
    ]);
  });

  it('costs no more statements than a session', async () => {
    const program = await by(['booking:read', 'identity:read']);
    for (const path of ['/api/v1/users/me', '/api/v1/bookings']) {
      const first = [await statements.call(program, 'GET', path), await statements.call(ada.http, 'GET', path)];
      expect(first[0]!.statements.length).toBeLessThanOrEqual(first[1]!.statements.length + 1);
      const [token, session] = [
        await statements.call(program, 'GET', path),
        await statements.call(ada.http, 'GET', path),
      ];
      expect(token.counts).toEqual(session.counts);
    }
  });

  it('shows when it was used last, from its first use on', async () => {
    const program = await by(['booking:read']);
    const lastUse = async () => (await ada.http.get(TOKENS)).body.results[0].last_used_at;
    expect(await lastUse()).toBeNull();
    here.clock.advance(1_000);
    const usedAt = here.clock.now().toISOString();
    await program.get('/api/v1/bookings');
    await eventually(async () => {
      if ((await lastUse()) !== usedAt) throw new Error('not yet');
    });
  });

  it('stands in no list of sessions, and is ended as none', async () => {
    const { body: made } = await make({});
    const { body } = await ada.http.get('/api/v1/users/sessions');
    expect(body.results.map(({ id }: { id: number }) => id)).not.toContain(made.id);
    expect((await ada.http.delete(`/api/v1/users/sessions/${made.id}`)).status).toBe(404);
    expect((await here.http(made.token).get('/api/v1/bookings')).status).toBe(200);
    const [session] = body.results;
    expect((await ada.http.delete(`${TOKENS}/${session.id}`)).status).toBe(404);
  });

  it('of an administrator needs a scope for what administrators do', async () => {
    const admin = await here.signUpAs('admin');
    const [reader, writer] = [await by(['admin:read'], admin), await by(['identity:write'], admin)];
    expect((await reader.get('/api/v1/admin/users')).status).toBe(200);
    expect(told(await writer.get('/api/v1/admin/users'))).toEqual([
      403,
      'SCOPE_REQUIRED',
      { scope: 'admin:read' },
    ]);
    expect(told(await reader.patch(`/api/v1/admin/users/${ada.id}`, { status: 'suspended' }))).toEqual([
      ...[403, 'SCOPE_REQUIRED', { scope: 'admin:write' }],
    ]);
  });
});

describe('an administrator’s token without a scope of administrators', () => {
  let admin: Person;
  beforeEach(async () => {
    admin = await here.signUpAs('admin');
  });
  const withAdmin = (scope: string) => by([...WRITE_SCOPES, scope], admin);
  /** Of a token without, of one to look and one to act as an administrator, and of a session. */
  const statuses = async (method: string, path: string, body?: object) => {
    const callers = [
      await by(WRITE_SCOPES, admin),
      await withAdmin('admin:read'),
      await withAdmin('admin:write'),
    ];
    const answers: number[] = [];
    for (const caller of [...callers, admin.http]) answers.push((await caller.call(method, path, body)).status);
    return answers;
  };

  it('sees no event, booking, meeting or payment of others', async () => {
    const draft = await plantGathering(here, ada, { kind: 'ticketed', state: 'draft' });
    const circle = await plantGathering(here, ada, { visibility: 'invited' });
    const { booking, payment } = await payTickets(ada, await offerPriced(here, null));
    const { body: meeting } = await meet(here, ada, await here.signUp());
    for (const path of [
      `events/${draft}`,
      `events/${circle}`,
      `bookings/${booking.id}`,
      `payments/${payment.id}`,
      `bookings/${meeting.id}`,
    ])
      expect([path, ...(await statuses('GET', `/api/v1/${path}`))]).toEqual([path, 404, 200, 200, 200]);
  });

  it('changes nothing of others, not even where it may look', async () => {
    const event = await plantGathering(here, ada);
    const host = await openHost(here);
    const appointment = await booked(here.http(), await offerType(here, host), startIn(here, 50));
    const refused = async (method: string, path: string, body?: object) =>
      (await statuses(method, path, body)).map((status) => (status < 300 ? 'done' : status));
    expect(await refused('PATCH', `/api/v1/events/${event}`, { title: 'Taken over' })).toEqual([
      ...[403, 403, 'done', 'done'],
    ]);
    expect(await refused('POST', `/api/v1/bookings/${appointment.id}/confirm`)).toEqual([
      404,
      404,
      'done',
      'done',
    ]);
    const move = { start_time: startIn(here, 60) };
    expect(await refused('POST', `/api/v1/bookings/${appointment.id}/reschedule`, move)).toEqual([
      ...[404, 404, 'done', 'done'],
    ]);
  });

  it('finds nobody’s address', async () => {
    const found = async (http: Http) => {
      const { body } = await http.get(`/api/v1/users?email=${encodeURIComponent(ada.email)}`);
      return body.results.map(({ email }: { email: string | null }) => email);
    };
    expect(await found(await by(WRITE_SCOPES, admin))).toEqual([]);
    expect(await found(await withAdmin('admin:read'))).toEqual([ada.email]);
  });

  it('does with its owner’s own what its owner does', async () => {
    const program = await by(WRITE_SCOPES, admin);
    expect((await program.get('/api/v1/users/me')).body.user_type).toBe('admin');
    const own = await plantGathering(here, admin, { kind: 'ticketed', state: 'draft' });
    expect((await program.post(`/api/v1/events/${own}/publish`)).body.status).toBe('published');
  });
});

describe('a token ends', () => {
  const lives = async (token: string) => {
    const { status, body } = await here.http(token).get('/api/v1/users/me');
    return status === 200 ? 'lives' : `${status} ${body.code}`;
  };
  const token = (person = ada) => apiToken(person, ['identity:read']);

  it('when its owner says so, and nobody else', async () => {
    const { body } = await make({ scopes: ['identity:read'] });
    const bob = await here.signUp();
    expect((await bob.http.delete(`${TOKENS}/${body.id}`)).status).toBe(404);
    expect(await lives(body.token)).toBe('lives');
    expect((await ada.http.delete(`${TOKENS}/${body.id}`)).status).toBe(204);
    expect(await lives(body.token)).toBe('401 SESSION_ENDED');
    expect((await ada.http.delete(`${TOKENS}/${body.id}`)).status).toBe(404);
    expect((await ada.http.get(TOKENS)).body.count).toBe(0);
  });

  it('at its end, to the second', async () => {
    const { body } = await make({ scopes: ['identity:read'], expires_at: after(8 * DAY) });
    here.clock.advance(8 * DAY - 1_000);
    expect(await lives(body.token)).toBe('lives');
    here.clock.advance(1_000);
    expect(await lives(body.token)).toBe('401 SESSION_ENDED');
  });

  it('with a new password where that is asked for, and else goes on', async () => {
    const kept = await token();
    const change = (current_password: string, new_password: string, more = {}) =>
      ada.http.post('/api/v1/users/change-password', { current_password, new_password, ...more });
    expect((await change(PASSWORD, 'Another-horse-8')).status).toBe(200);
    expect(await lives(kept)).toBe('lives');
    expect((await change('Another-horse-8', 'Third-horse-9', { revoke_tokens: true })).status).toBe(200);
    expect(await lives(kept)).toBe('401 SESSION_ENDED');
    expect((await ada.http.get('/api/v1/users/me')).status).toBe(200);
  });

  it('with a reset of the password', async () => {
    const kept = await token();
    await here.http().post('/api/v1/users/request-password-reset', { email: ada.email });
    const link = await mailedToken(here, ada.email, 'reset-password');
    await here
      .http()
      .post('/api/v1/users/confirm-password-reset', { token: link, new_password: 'Another-horse-8' });
    expect(await lives(kept)).toBe('401 SESSION_ENDED');
  });

  it('with the first proof of the address, as whoever prepared the account may hold it', async () => {
    const kept = await token();
    const link = await mailedToken(here, ada.email, 'verify-email');
    await here.http().post('/api/v1/users/verify-email', { token: link });
    expect(await lives(kept)).toBe('401 SESSION_ENDED');
    expect((await ada.http.get('/api/v1/users/me')).status).toBe(200);
  });

  it('with a suspension, and stays ended after it', async () => {
    const kept = await token();
    const admin = await here.admin();
    await admin.http.patch(`/api/v1/admin/users/${ada.id}`, { status: 'suspended' });
    expect(await lives(kept)).toBe('401 ACCOUNT_DISABLED');
    await admin.http.patch(`/api/v1/admin/users/${ada.id}`, { status: 'active' });
    expect(await lives(kept)).toBe('401 SESSION_ENDED');
  });

  it('with an erasure, which leaves nothing of it', async () => {
    const kept = await token();
    const exported = (await ada.http.get('/api/v1/users/me/export')).body;
    expect(exported.api_tokens).toEqual([
      { id: expect.any(Number), name: 'Program', prefix: kept.slice(0, 12) },
    ]);
    await ada.http.delete('/api/v1/users/me');
    expect(await lives(kept)).toMatch(/^401/);
    await eventually(async () => {
      const rows = await here.db.query('SELECT FROM identity.api_tokens WHERE session_id = $1', [
        exported.api_tokens[0].id,
      ]);
      if (rows.length > 0) throw new Error('not yet');
    });
  });
});

describe('what is no token', () => {
  it.each([
    ['one of another checksum', (good: string) => `${good.slice(0, -1)}${good.endsWith('a') ? 'b' : 'a'}`],
    ['one that never was', () => `cvk_${'A'.repeat(34)}2vrdcY`],
    ['its prefix', (good: string) => good.slice(0, 12)],
    ['one in capitals', (good: string) => good.toUpperCase()],
  ])('is refused: %s', async (_, change) => {
    const bad = change(await apiToken(ada, READ_SCOPES));
    expect((await here.http(bad).get('/api/v1/users/me')).status).toBe(401);
    expect((await here.http(bad).get('/api/v1/events')).status).toBe(401);
  });

  it('is one in a cookie', async () => {
    const cookie = `sessionid=${await apiToken(ada, READ_SCOPES)}`;
    expect((await here.http().get('/api/v1/users/me', { headers: { cookie } })).status).toBe(401);
  });
});
