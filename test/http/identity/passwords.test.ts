import { hash } from '@node-rs/argon2';
import { mailedToken } from '../../support/mailbox.js';
import { PASSWORD, world, type World } from '../../support/world.js';

const COMPOSED = 'Zürich-Straße-8000'.normalize('NFC');
const DECOMPOSED = COMPOSED.normalize('NFD');
let here: World;
beforeAll(async () => void (here = await world({ SITE_NAME: 'Picnics' })));
afterAll(() => here.close());

let count = 0;
const post = (path: string, body: object) => here.http().post(`/api/v1/${path}`, body);
const login = async (username: string, password: string) =>
  (await post('auth/login', { username, password })).status;
const newcomer = (password: string) => {
  const username = `newcomer${++count}`;
  return { username, email: `${username}@example.com`, password, first_name: 'Zebulon', last_name: 'Quist' };
};

async function resetTo(email: string, password: string, confirmed: string) {
  await post('users/request-password-reset', { email });
  const token = await mailedToken(here, email, 'reset-password');
  const body = { token, new_password: password, new_password_confirm: confirmed };
  return post('users/confirm-password-reset', body);
}

describe('a password with accents', () => {
  it.each([
    ['composed', COMPOSED, DECOMPOSED],
    ['decomposed', DECOMPOSED, COMPOSED],
  ])('that was registered %s is right in either form', async (_, typed, other) => {
    const ada = await here.signUp({ password: typed, password_confirm: other });
    expect([await login(ada.username, typed), await login(ada.username, other)]).toEqual([200, 200]);
    const change = { current_password: other, new_password: `${typed}!` };
    expect((await ada.http.post('/api/v1/users/change-password', change)).status).toBe(200);
    expect(await login(ada.username, `${other}!`)).toBe(200);
    expect((await resetTo(ada.email, `${typed}?`, `${other}?`)).status).toBe(200);
    expect([await login(ada.username, `${other}?`), await login(ada.username, COMPOSED)]).toEqual([200, 400]);
  });

  it('goes on where it was kept as it had been typed', async () => {
    const ada = await here.signUp();
    const kept = await hash(DECOMPOSED, { memoryCost: 19_456, timeCost: 2, parallelism: 1 });
    await here.db.query('UPDATE identity.accounts SET password_hash = $2 WHERE id = $1', [ada.id, kept]);
    expect([await login(ada.username, DECOMPOSED), await login(ada.username, PASSWORD)]).toEqual([200, 400]);
  });
});

describe('what guessers try first', () => {
  const WEAK = ['aaaaaaaaaaaa', '123456789012', 'qwertyuiop12', 'Convoke1', 'Picnics-2024', 'Zebulon1815Quist'];

  it.each(WEAK)('is refused at every door: %s', async (password) => {
    for (const door of ['auth/register', 'users/register', 'users']) {
      const { status, body } = await post(door, { ...newcomer(password), password_confirm: password });
      expect([door, status, Object.keys(body.field_errors)]).toEqual([door, 400, ['password']]);
    }
    const ada = await here.signUp({ first_name: 'Zebulon', last_name: 'Quist' });
    const body = { current_password: PASSWORD, new_password: password };
    const changed = await ada.http.post('/api/v1/users/change-password', body);
    const reset = await resetTo(ada.email, password, password);
    for (const { status, body } of [changed, reset])
      expect([status, Object.keys(body.field_errors)]).toEqual([400, ['new_password']]);
  });

  it.each(['securepassword', 'secure_password'])(
    'does not take the documents’ own with it: %s',
    async (given) => {
      const body = newcomer(given);
      expect((await post('users/register', body)).status).toBe(201);
      expect(await login(body.username, given)).toBe(200);
    },
  );
});
