import { PASSWORD } from '../../support/people.js';
import { Visitor, type Seen } from '../../support/visitor.js';
import { world, type Person, type World } from '../../support/world.js';

const ROOMS = ['/admin'];

let here: World;
let admin: Person;
let visitor: Visitor;
beforeAll(async () => {
  here = await world();
  admin = await here.signUpAs('admin');
  visitor = await signedIn(admin);
});
afterAll(() => here?.close());

async function signedIn({ username }: Person): Promise<Visitor> {
  const someone = new Visitor(here.url);
  await someone.submit('/login', { username, password: PASSWORD });
  return someone;
}
const seenOf = ({ status, location }: Seen) => [status, location];

describe('administration', () => {
  it.each(ROOMS)('%s is for admins, in their language, and nothing in it is inline', async (path) => {
    const stranger = await new Visitor(here.url).get(path);
    expect(seenOf(stranger)).toEqual([302, `/login?next=${encodeURIComponent(path)}`]);
    expect((await (await signedIn(await here.signUpAs('organizer'))).get(path)).status).toBe(403);
    const { status, html, headers } = await visitor.get(path);
    expect([status, headers.get('cache-control')]).toEqual([200, 'private, no-store']);
    expect(html).toContain(`<a href="${path}" aria-current="page">`);
    expect(html).not.toMatch(/ style=|onclick=|undefined|\[object|NaN/);
    const languages = await Promise.all(
      ['de', 'es', 'fr'].map(async (lang) => (await visitor.get(`${path}?lang=${lang}`)).html),
    );
    visitor.cookies.delete('lang');
    const leads = [html, ...languages].map((text) => /<p class="lead">(.*?)<\/p>/.exec(text)![1]);
    expect(new Set(leads).size).toBe(4);
  });

  it('is led to from every page of an admin, and of nobody else', async () => {
    expect((await visitor.get('/account')).html).toContain('<a href="/admin">Admin</a>');
    const ada = await signedIn(await here.signUp());
    expect((await ada.get('/account')).html).not.toContain('"/admin"');
  });
});

describe('the overview', () => {
  it('shows charts as pictures with titles, and the same figures as tables', async () => {
    const { html } = await visitor.get('/admin?days=7');
    const charts = [...html.matchAll(/<figure class="chart">(.*?)<\/figure>/gs)].map(([, inner]) => inner!);
    expect(charts).toHaveLength(2);
    for (const chart of charts) {
      expect(chart).toMatch(/<svg viewBox="0 0 \d+ 190" role="img" aria-label="[^"]+"><title>/);
      expect(chart).toMatch(/<details><summary>Show as table<\/summary>.*<caption class="unseen">/s);
      expect(chart.match(/<th scope="row">/g)).toHaveLength(7);
    }
    expect(html).toContain('<a href="/admin?days=7" aria-current="true">7 days</a>');
    expect((await visitor.get('/admin?days=8')).status).toBe(400);
  });

  it('says whether all is in order, as the API does when it is asked', async () => {
    const { body } = await admin.http.get('/api/v1/admin/statistics?checks=whole');
    expect(body.checks.map(({ name, is_fine }: any) => [name, is_fine])).toEqual(
      expect.arrayContaining(
        ['invariants', 'audit', 'queues', 'mails', 'database', 'redis', 'ledger', 'payments', 'webhooks'].map(
          (name) => [name, true],
        ),
      ),
    );
    expect((await admin.http.get('/api/v1/admin/statistics')).body).not.toHaveProperty('checks');
    expect((await visitor.get('/admin')).html).not.toContain('Look here.');
    await here.db.query(
      `INSERT INTO platform.mails (content, status, attempts, next_attempt_at, created_at)
       VALUES ('x', 'failed', 24, now(), now())`,
    );
    here.clock.advance(60_000);
    const { html } = await visitor.get('/admin');
    expect(html).toContain('Look here.');
    expect(html).toContain('none waits, one failed');
    await here.db.query('DELETE FROM platform.mails');
  });
});
