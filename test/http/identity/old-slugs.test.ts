import { eventually } from '../../support/eventually.js';
import { signIn, type Person } from '../../support/people.js';
import { world, type World } from '../../support/world.js';

const DAY = 86_400_000;
const ME = '/api/v1/users/me';

let w: World;
let made = 0;
beforeAll(async () => void (w = await world()));
afterAll(() => w?.close());

const unique = () => `moved-${++made}`;
const rename = async ({ http }: Person, slug: string) => {
  const { status, body } = await http.patch(ME, { slug });
  return [status, body.code ?? body.slug];
};
const erased = (id: number) =>
  w.db.query('SELECT FROM identity.accounts WHERE id = $1 AND erased_at IS NOT NULL', [id]);
const renamed = async () => {
  const owner = await w.signUp();
  const [old, present] = [unique(), unique()];
  await rename(owner, old);
  await rename(owner, present);
  return { owner, old, present };
};

describe('an old slug', () => {
  it('is nobody else’s', async () => {
    const [{ old }, other] = [await renamed(), await w.signUp()];
    const { status, body } = await other.http.patch(ME, { slug: old });
    expect([status, body.code, Object.keys(body.field_errors)]).toEqual([409, 'SLUG_TAKEN', ['slug']]);
  });

  it('is not given to who registers under that name either', async () => {
    const { old } = await renamed();
    const { http } = await w.signUp({ username: old });
    expect((await http.get(ME)).body.slug).toMatch(new RegExp(`^${old}-[0-9a-f]{6}$`));
  });

  it('is its owner’s again whenever they want it, and the other one is kept then', async () => {
    const [{ owner, old, present }, other] = [await renamed(), await w.signUp()];
    expect(await rename(owner, old)).toEqual([200, old]);
    expect(await rename(other, present)).toEqual([409, 'SLUG_TAKEN']);
    expect(await rename(owner, present)).toEqual([200, present]);
    expect(await rename(other, old)).toEqual([409, 'SLUG_TAKEN']);
  });

  it('is kept where it is given up and wanted at the same time', async () => {
    const [owner, other] = [await w.signUp(), await w.signUp()];
    const [old, present] = [unique(), unique()];
    await rename(owner, old);
    const [given, wanted] = await Promise.all([rename(owner, present), rename(other, old)]);
    expect(given).toEqual([200, present]);
    expect(wanted).toEqual([409, 'SLUG_TAKEN']);
  });

  it('is one of ten at most, so that nobody holds back any number of them', async () => {
    const owner = await w.signUp();
    const all = Array.from({ length: 12 }, unique);
    for (const slug of all.slice(0, 10)) expect(await rename(owner, slug)).toEqual([200, slug]);
    expect(await rename(owner, all[10]!)).toEqual([409, 'TOO_MANY_FORMER_SLUGS']);
    expect((await owner.http.get(ME)).body.slug).toBe(all[9]);
    expect(await rename(owner, all[3]!)).toEqual([200, all[3]]);
    w.clock.advance(90 * DAY + 1_000);
    const later = await signIn(w.http(), owner.username);
    expect(await rename(later, all[11]!)).toEqual([200, all[11]]);
    w.clock.reset();
  });

  it('is part of the export, and is forgotten with its owner', async () => {
    const [{ owner, old }, other] = [await renamed(), await w.signUp()];
    const { body } = await owner.http.get(`${ME}/export`);
    expect(body.former_slugs).toContainEqual(expect.objectContaining({ slug: old }));
    await owner.http.delete(ME);
    await eventually(async () => expect(await erased(owner.id)).toHaveLength(1));
    expect(await rename(other, old)).toEqual([200, old]);
  });

  it('is free after 90 days', async () => {
    const [{ old, owner }, other] = [await renamed(), await w.signUp()];
    const tryAfter = async (millis: number) => {
      w.clock.advance(millis);
      return rename(await signIn(w.http(), other.username), old);
    };
    expect(await tryAfter(90 * DAY - 1)).toEqual([409, 'SLUG_TAKEN']);
    expect(await tryAfter(1)).toEqual([200, old]);
    expect(await rename(await signIn(w.http(), owner.username), old)).toEqual([409, 'SLUG_TAKEN']);
  });
});
