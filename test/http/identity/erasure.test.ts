import { access } from 'node:fs/promises';
import { join } from 'node:path';
import sharp from 'sharp';
import { ErasureService } from '../../../src/identity/erasure/erasure.service.js';
import { IdentityApi } from '../../../src/identity/identity.api.js';
import { ErasureProcessor } from '../../../src/identity/erasure/erasure.processor.js';
import { IdentityPersonalData } from '../../../src/identity/identity.personal-data.js';
import { DrawingThread } from '../../../src/platform/documents/drawing-thread.js';
import { eventually } from '../../support/eventually.js';
import { Gate } from '../../support/gate.js';
import { mailedToken } from '../../support/mailbox.js';
import { offerPriced } from '../../support/money.js';
import { bookTickets } from '../../support/tickets.js';
import { PASSWORD, world, type Person, type World } from '../../support/world.js';

let here: World;
let ada: Person;
beforeAll(async () => {
  here = await world();
});
beforeEach(async () => {
  ada = await here.signUp({ first_name: 'Canary', last_name: 'Surname', phone: '+1 555 0199' });
});
afterEach(() => jest.restoreAllMocks());
afterAll(() => here.close());

const erased = (id: number) =>
  eventually(async () => {
    const [row] = await here.db.query('SELECT FROM identity.accounts WHERE id = $1 AND erased_at IS NOT NULL', [
      id,
    ]);
    if (!row) throw new Error('not yet');
  });

describe('the export', () => {
  it('holds every personal column of identity', async () => {
    await ada.http.patch('/api/v1/users/me', { bio: 'canary bio', website: 'https://canary.example' });
    const { status, body } = await ada.http.get('/api/v1/users/me/export');
    expect(status).toBe(200);
    expect(body.generated_at).toMatch(/Z$/);
    expect(body.account).toMatchObject({
      username: ada.username,
      email: ada.email,
      first_name: 'Canary',
      bio: 'canary bio',
      website: 'https://canary.example',
    });
    expect(body.sessions).toEqual([expect.objectContaining({ ip_address: '127.0.0.1', user_agent: 'node' })]);
    expect(body.mailed_links).toEqual([expect.objectContaining({ purpose: 'verify_email', email: ada.email })]);
    expect(body.audit_log.length).toBeGreaterThan(0);
    const columns = await here.db.query<{ name: string }>(
      `SELECT column_name AS name FROM information_schema.columns WHERE table_schema = 'identity'
        AND table_name = 'accounts'`,
    );
    const left = columns.map(({ name }) => name).filter((name) => !(name in body.account));
    expect(left.sort()).toEqual(['erased_at', 'password_hash']);
    expect(JSON.stringify(body)).not.toMatch(/argon2|digest|refresh_id/);
  });

  it('holds nothing of another', async () => {
    const bob = await here.signUp();
    expect(JSON.stringify((await ada.http.get('/api/v1/users/me/export')).body)).not.toContain(bob.username);
  });
});

describe('erasing oneself', () => {
  it('ends access at once and leaves nothing personal', async () => {
    const data = new FormData();
    const bytes = await sharp({ create: { width: 9, height: 9, channels: 3, background: 'red' } })
      .png()
      .toBuffer();
    data.append('avatar', new Blob([new Uint8Array(bytes)]), 'a.png');
    const { body: withAvatar } = await ada.http.put('/api/v1/users/me', data);
    const file = join(here.dataDir, new URL(withAvatar.avatar).pathname);
    await access(file);
    const link = await mailedToken(here, ada.email, 'verify-email');

    expect((await ada.http.delete('/api/v1/users/me')).status).toBe(204);
    expect((await ada.http.get('/api/v1/users/me')).status).toBe(401);
    expect((await here.http().post('/api/v1/auth/refresh', { refresh: ada.refresh })).status).toBe(401);
    expect(
      (await here.http().post('/api/v1/auth/login', { username: ada.username, password: PASSWORD })).status,
    ).toBe(400);
    expect(
      (await here.http().post('/api/v1/users/verify-email', { token: link })).status,
    ).toBeGreaterThanOrEqual(400);

    await erased(ada.id);
    for (const table of ['accounts', 'sessions', 'mailed_tokens', 'social_accounts']) {
      const key = table === 'accounts' ? 'id' : 'account_id';
      const found = await here.db.query(
        `SELECT FROM identity.${table} t WHERE t::text ~* $1 OR (${key} = $2 AND t::text ~* 'canary|0199')`,
        [ada.username, ada.id],
      );
      expect(found).toEqual([]);
    }
    await expect(access(file)).rejects.toThrow();
    const api = here.app.get(IdentityApi);
    expect((await api.people([ada.id])).get(ada.id)).toMatchObject({ fullName: 'Deleted user' });
    expect((await api.contactsOf([ada.id])).size).toBe(0);
    expect(await api.idsByUsername(ada.username, 10)).toEqual([]);
    expect((await (await here.signUp()).http.get(`/api/v1/users/${ada.id}`)).status).toBe(404);
  });

  it('frees the name and the address', async () => {
    await ada.http.delete('/api/v1/users/me');
    await erased(ada.id);
    expect((await here.signUp({ username: ada.username, email: ada.email })).id).not.toBe(ada.id);
  });

  it('goes on after an interruption', async () => {
    const personalData = here.app.get(IdentityPersonalData);
    jest
      .spyOn(personalData, 'erase')
      .mockRejectedValueOnce(new Error('the power went'))
      .mockRejectedValueOnce(new Error('again'));
    await ada.http.delete('/api/v1/users/me');
    await expect(here.app.get(ErasureService).carryOut(ada.id)).rejects.toThrow();
    await here.app.get(ErasureProcessor).sweep();
    await here.app.get(ErasureProcessor).sweep();
    await erased(ada.id);
  });

  it('is refused to the last administrator', async () => {
    await here.db.query(`UPDATE identity.accounts SET user_type = 'attendee' WHERE user_type = 'admin'`);
    const [one, other] = [await here.admin(), await here.admin()];
    const answers = await Promise.all([one, other].map(({ http }) => http.delete('/api/v1/users/me')));
    expect(answers.map(({ status }) => status).sort()).toEqual([204, 409]);
    expect(answers.find(({ status }) => status === 409)!.body.code).toBe('LAST_ADMIN');
  });
});

describe('a paper that is drawn while its person is erased', () => {
  it('is kept by nobody, whoever asked for it', async () => {
    const organizer = await here.signUpAs('organizer');
    const event = await offerPriced(here, organizer, { priceCents: 0 });
    const ticket = await bookTickets(ada, event);
    await ada.http.post(`/api/v1/bookings/${ticket.id}/confirm`);
    const gate = new Gate();
    const thread = here.app.get(DrawingThread, { strict: false });
    const draw = thread.draw.bind(thread);
    jest.spyOn(thread, 'draw').mockImplementationOnce(async (paper) => {
      const drawn = await draw(paper);
      await gate.pass();
      return drawn;
    });
    const asked = ada.http.get(`/api/v1/bookings/${ticket.id}/ticket`);
    await gate.arrived;
    expect((await ada.http.call('DELETE', '/api/v1/users/me', { password: PASSWORD })).status).toBe(204);
    await erased(ada.id);
    gate.open();
    await asked;
    expect(await here.db.query('SELECT key FROM platform.papers WHERE person_id = $1', [ada.id])).toEqual([]);
  });
});
