import { PASSWORD, world, type Person, type World } from '../../support/world.js';

const DAY_MS = 24 * 60 * 60_000;
const WRONG = 'Wrong-horse-7';
let here: World;
let ada: Person;
let addresses = 0;
beforeAll(async () => {
  here = await world({
    RATE_LIMITS_ENABLED: 'true',
    RATE_LIMIT_LOGIN: '100000/minute',
    RATE_LIMIT_REGISTRATION: '100000/minute',
    RATE_LIMIT_ANON: '100000/minute',
    RATE_LIMIT_USER: '100000/minute',
    TRUST_PROXY: '1',
  });
});
beforeEach(async () => {
  here.clock.reset();
  ada = await here.signUp();
});
afterAll(() => here.close());

const newAddress = () => `198.51.${Math.floor(++addresses / 250)}.${(addresses % 250) + 1}`;
const guess = (from: string, username = ada.username, password = WRONG) =>
  here.http().with({ 'x-forwarded-for': from }).post('/api/v1/auth/login', { username, password });

async function failures(from: string, count: number, username = ada.username): Promise<number[]> {
  const statuses: number[] = [];
  for (let n = 0; n < count; n++) statuses.push((await guess(from, username)).status);
  return statuses;
}

describe('guessing', () => {
  it('has to wait after five failures, longer each time', async () => {
    const from = newAddress();
    expect(await failures(from, 6)).toEqual([400, 400, 400, 400, 400, 429]);
    const slowed = await guess(from, ada.username, PASSWORD);
    expect([slowed.status, slowed.body.code, slowed.headers.get('retry-after')]).toEqual([
      429,
      'SIGN_IN_SLOWED',
      '1',
    ]);
    expect(slowed.body).toMatchObject({
      retry_after: 1,
      details: { limit: 5, window: '24 hours', reset_at: expect.stringMatching(/Z$/) },
    });
    here.clock.advance(1_100);
    expect(await failures(from, 2)).toEqual([400, 429]);
    here.clock.advance(1_100);
    expect((await guess(from)).status).toBe(429);
    here.clock.advance(1_000);
    expect((await guess(from)).status).toBe(400);
  });

  it('is forgotten after the right password, and a day after the last failure', async () => {
    const from = newAddress();
    await failures(from, 4);
    expect((await guess(from, ada.username, PASSWORD)).status).toBe(200);
    expect(await failures(from, 5)).toEqual([400, 400, 400, 400, 400]);
    here.clock.advance(DAY_MS - 1);
    expect(await failures(from, 2)).toEqual([400, 429]);
    here.clock.advance(DAY_MS);
    expect(await failures(from, 6)).toEqual([400, 400, 400, 400, 400, 429]);
  });

  it('is the same for a name that nobody has', async () => {
    const from = newAddress();
    expect(await failures(from, 6, 'nobody-at-all')).toEqual([400, 400, 400, 400, 400, 429]);
  });

  it('by strangers never locks the owner out, at whatever address', async () => {
    for (let n = 0; n < 25; n++) await guess(newAddress());
    expect((await guess(newAddress(), ada.username, PASSWORD)).status).toBe(200);
    await failures(newAddress(), 8);
    expect((await guess(newAddress(), ada.username, PASSWORD)).status).toBe(200);
  });

  it('counts the account, whatever name of it is typed', async () => {
    const from = newAddress();
    const names = [ada.username, ada.email, ada.username.toUpperCase(), ` ${ada.email.toUpperCase()} `];
    const statuses: number[] = [];
    for (const name of [...names, ...names].slice(0, 6)) statuses.push((await guess(from, name)).status);
    expect(statuses).toEqual([400, 400, 400, 400, 400, 429]);
    const change = { current_password: PASSWORD, new_password: 'Correct-horse-8' };
    const signedIn = ada.http.with({ 'x-forwarded-for': from });
    expect((await signedIn.post('/api/v1/users/change-password', change)).body.code).toBe('SIGN_IN_SLOWED');
  });

  it('counts a name that nobody has in all its spellings', async () => {
    const from = newAddress();
    const statuses: number[] = [];
    for (const name of ['Ghost@exämple.org', 'ghost@xn--exmple-cua.org', 'GHOST@EXÄMPLE.org'])
      for (let n = 0; n < 2; n++) statuses.push((await guess(from, name)).status);
    expect(statuses).toEqual([400, 400, 400, 400, 400, 429]);
  });

  it('from one /64 is of one address, from another of another', async () => {
    const statuses: number[] = [];
    for (let n = 1; n <= 6; n++) statuses.push((await guess(`2001:db8:5:5::${n}`)).status);
    expect(statuses).toEqual([400, 400, 400, 400, 400, 429]);
    expect((await guess('2001:db8:5:6::1', ada.username, PASSWORD)).status).toBe(200);
  });

  it('from many addresses leaves each of them one try', async () => {
    for (let n = 0; n < 20; n++) await guess(newAddress());
    expect(await failures(newAddress(), 2)).toEqual([400, 429]);
  });

  it('by an address that attacks many names leaves it one try for each', async () => {
    const from = newAddress();
    for (let n = 0; n < 50; n++) await guess(from, `name${n}`);
    expect(await failures(from, 2)).toEqual([400, 429]);
    expect((await guess(newAddress())).status).toBe(400);
  });

  it('of the current password by somebody signed in is slowed too', async () => {
    const change = () =>
      ada.http
        .with({ 'x-forwarded-for': '198.51.100.7' })
        .post('/api/v1/users/change-password', { current_password: WRONG, new_password: 'Correct-horse-8' });
    for (let n = 0; n < 5; n++) expect((await change()).status).toBe(400);
    expect((await change()).status).toBe(429);
  });

  it('is written down with the address alone, in one spelling', async () => {
    const made = `${'f'.repeat(9_000)}:4711`;
    for (const from of ['198.51.100.8:4711', '[2001:DB8::8]:4711', made])
      await guess(from, ada.username, PASSWORD);
    const kept = (table: string, owner: string) =>
      here.db.query(`SELECT ip_address FROM ${table} WHERE ${owner} = $1 ORDER BY id DESC LIMIT 3`, [ada.id]);
    const addresses = ['127.0.0.1', '2001:db8::8', '198.51.100.8'].map((ip_address) => ({ ip_address }));
    expect(await kept('platform.audit_log', 'actor_id')).toEqual(addresses);
    expect(await kept('identity.sessions', 'account_id')).toEqual(addresses);
  });

  it('keeps neither names nor addresses', async () => {
    await guess('198.51.100.99', 'canary-name');
    const [found] = await here.db.query(
      `SELECT FROM identity.sign_in_failures f WHERE f::text ~ 'canary|198[.]51'`,
    );
    expect(found).toBeUndefined();
  });
});

describe('the limit of sign-ins', () => {
  it('makes the sixth from one address the first 429, over all doors', async () => {
    const limited = await world({ RATE_LIMITS_ENABLED: 'true', RATE_LIMIT_LOGIN: '5/hour' });
    try {
      const body = { username: 'nobody', password: PASSWORD };
      const doors = ['auth/login', 'auth/token', 'users/login', 'auth/login', 'users/login', 'auth/token'];
      const statuses: number[] = [];
      for (const [n, door] of doors.entries()) {
        const headers = { 'x-forwarded-for': `198.51.100.${n}` };
        statuses.push(
          (await limited.http().post(`/api/v1/${door}`, { ...body, username: `nobody${n}` }, { headers }))
            .status,
        );
      }
      expect(statuses).toEqual([400, 401, 401, 400, 401, 429]);
    } finally {
      await limited.close();
    }
  });
});
