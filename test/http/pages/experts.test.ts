import { PASSWORD } from '../../support/people.js';
import { Visitor, wordsOf, type Seen } from '../../support/visitor.js';
import { world, type Person, type World } from '../../support/world.js';

describe('the pages of experts, meetings and credits', () => {
  let here: World;
  let ada: Person;
  let eve: Person;
  let asking: Visitor;
  let answering: Visitor;
  beforeAll(async () => {
    here = await world();
    ada = await here.signUp({ first_name: 'Ada', last_name: 'Lovelace' });
    eve = await here.signUp({ first_name: 'Eve', last_name: 'Expert' });
    const skill = { category: 1, skill_name: 'React <18>', proficiency_level: 'expert' };
    expect((await eve.http.post('/api/v1/user-skills', skill)).status).toBe(201);
    for (const day_of_week of [1, 2, 3, 4, 5]) {
      const hours = { day_of_week, start_time: '09:00', end_time: '17:00' };
      expect((await eve.http.post('/api/v1/user-availability', hours)).status).toBe(201);
    }
    [asking, answering] = [await signedIn(ada), await signedIn(eve)];
  });
  afterAll(() => here.close());

  async function signedIn({ username }: Person): Promise<Visitor> {
    const someone = new Visitor(here.url);
    await someone.submit('/login', { username, password: PASSWORD });
    return someone;
  }
  const seenOf = ({ status, location }: Seen) => [status, location];
  const profile = () => `/experts/${eve.id}`;
  const balanceOf = async ({ http }: Person) => (await http.get('/api/v1/credits/balance')).body.balance;
  const asked = { title: 'Hooks <in> depth', category_id: '1', duration: '60', timezone: 'UTC' };

  /** Asks for a meeting at that hour of Tuesday 3 June 2031; answers where it led. */
  async function ask(hour: number, credits = '0'): Promise<string> {
    const start_time = `2031-06-03T${String(hour).padStart(2, '0')}:00:00Z`;
    const sent = await asking.submit(profile(), { ...asked, start_time, credits }, await asking.get(profile()));
    expect(sent.status).toBe(303);
    return sent.location!;
  }
  const act = async (by: Visitor, path: string, action: string, more: Record<string, string> = {}) =>
    seenOf(await by.submit(path, { action, ...more }, await by.get(path)));

  it('are for who is signed in', async () => {
    const stranger = new Visitor(here.url);
    for (const path of ['/experts', '/meetings/1', '/account/credits'])
      expect(seenOf(await stranger.get(path))).toEqual([302, `/login?next=${encodeURIComponent(path)}`]);
    expect((await asking.get('/experts/999999')).status).toBe(404);
    expect((await asking.get(`/experts/${ada.id}`)).status).toBe(404);
  });

  it('find experts by the filters of the API', async () => {
    const { html } = await asking.get('/experts?skill=react&category=1&min_rating=');
    expect(wordsOf(html)).toMatch(/One person .*Eve Expert Not reviewed yet React <18> · expert/);
    expect(html).not.toMatch(/React <18>| style=/);
    expect(wordsOf((await asking.get('/experts?skill=react&min_rating=4')).html)).toContain('Nobody is found.');
    const at = async (free_at: string) =>
      wordsOf((await asking.get(`/experts?skill=react&free_at=${free_at}&timezone=UTC`)).html);
    expect(await at('2031-06-03T10:00')).toContain('One person');
    expect(await at('2031-06-03T20:00')).toContain('Nobody is found.');
    expect((await asking.get('/experts?free_at=soon')).status).toBe(400);
  });

  it('show free times by the zone that is asked for, each leading to the form', async () => {
    const { html } = await asking.get(`${profile()}?date=2031-06-03&duration=120&timezone=Asia/Tokyo`);
    expect(wordsOf(html)).toContain('By the clock of Tokyo (GMT+9).');
    expect(wordsOf(html)).toMatch(/Tuesday 3 June 0:00 18:00 20:00 22:00 Wednesday 4 June 0:00 18:00/);
    expect(html).toContain('start_time=2031-06-03T09%3A00%3A00.000Z#ask');
    const chosen = await asking.get(`${profile()}?start_time=2031-06-03T09:00:00Z&timezone=Asia/Tokyo`);
    expect(wordsOf(chosen.html)).toContain('18:00 – 19:00, Tokyo (GMT+9)');
    expect(chosen.html).toMatch(/name="start_time" value="2031-06-03T09:00:00.000Z"/);
  });

  it('ask for a meeting, and set credits aside for it by the next form', async () => {
    const credits = await ask(9, '1');
    expect(credits).toMatch(/^\/meetings\/\d+\/credits\?amount=1$/);
    const page = await asking.get(credits);
    expect(page.html).toMatch(/name="amount"[^>]* value="1"/);
    const path = credits.replace('?amount=1', '');
    const meeting = path.replace('/credits', '');
    const held = await asking.submit(path, { amount: '1' }, page);
    expect([seenOf(held), await balanceOf(ada)]).toEqual([[303, `${meeting}?done=held`], 0]);
    const more = await asking.submit(path, { amount: '1' }, page);
    expect([more.status, wordsOf(more.html)]).toEqual([
      409,
      expect.stringContaining('You do not have that many credits.'),
    ]);
    expect(wordsOf((await asking.get(path)).html)).toContain('Set aside for a meeting');
    const stranger = await signedIn(await here.signUp());
    for (const foreign of [path, meeting]) expect((await stranger.get(foreign)).status).toBe(404);
    expect(await act(answering, meeting, 'cancelled')).toEqual([303, `${meeting}?done=cancelled`]);
    expect(wordsOf((await asking.get(meeting)).html)).toContain('Cancelled');
  });

  it('refuse what the API refuses, beside the form and with what was typed', async () => {
    await ask(11);
    const send = (fields: Record<string, string>) =>
      asking.get(profile()).then((page) => asking.submit(profile(), { ...asked, ...fields }, page));
    const taken = await send({ start_time: '2031-06-03T11:30:00Z' });
    expect([taken.status, wordsOf(taken.html)]).toEqual([409, expect.stringContaining('is busy at this time')]);
    expect(taken.html).toContain('value="Hooks &lt;in> depth"');
    const outside = await send({ local_start: '2031-06-03T20:00' });
    expect([outside.status, wordsOf(outside.html)]).toEqual([
      409,
      expect.stringContaining('outside the hours in which this expert can be met'),
    ]);
    const past = await send({ local_start: '2001-06-03T20:00' });
    expect([past.status, past.html.includes('href="#field-local_start"')]).toEqual([400, true]);
    expect((await send({ title: '', local_start: 'soon' })).status).toBe(400);
  });

  it('offer each side its moves, and nothing once it is over', async () => {
    const meeting = (await ask(13)).replace(/\?.*/, '');
    const hers = async () => wordsOf((await asking.get(meeting)).html);
    const theirs = async () => wordsOf((await answering.get(meeting)).html);
    expect(await hers()).toMatch(/With Eve Expert .*Cancel the meeting/);
    expect(await theirs()).toMatch(/Ada Lovelace asks for it .*Confirm .*Decline/);
    expect((await act(asking, meeting, 'confirmed'))[0]).toBe(403);
    expect(await act(answering, meeting, 'confirmed')).toEqual([303, `${meeting}?done=confirmed`]);
    expect(await theirs()).not.toContain('It took place');
    expect(await hers()).toContain('It took place');
    expect(await act(asking, meeting, 'completed')).toEqual([303, `${meeting}?done=completed`]);
    expect(await hers()).not.toContain('Cancel the meeting');
    expect((await act(asking, meeting, 'cancelled'))[0]).toBe(409);
    expect((await act(asking, meeting, 'review', { review: 'Good' }))[0]).toBe(400);
    expect(await act(asking, meeting, 'review', { rating: '4', review: 'Very <good>' })).toEqual([
      303,
      `${meeting}?done=review`,
    ]);
    expect(await hers()).toContain('4 of 5 · Ada Lovelace Very <good>');
    expect(await hers()).not.toContain('Publish the review');
    expect(await theirs()).toContain('Publish the review');
    expect(wordsOf((await asking.get(profile())).html)).toMatch(/4\.0 from 1 review .*Very <good>/);
  });

  it('take from each side that the other one did not come', async () => {
    const meeting = (await ask(15)).replace(/\?.*/, '');
    await act(answering, meeting, 'confirmed');
    const booking = meeting.replace('meetings', 'bookings');
    const sent = { action: 'no_show', next: meeting };
    const early = await asking.submit(booking, sent, await asking.get(booking));
    expect([early.status, wordsOf(early.html)]).toEqual([
      409,
      expect.stringContaining('cannot be done any more'),
    ]);
    expect((await asking.get(meeting)).html).not.toContain('value="no_show"');
  });

  it('buy credits by the simulator, and list what came and went', async () => {
    const before = await balanceOf(ada);
    const path = '/account/credits';
    expect((await asking.submit(path, { credits: '5', method: 'credit_card' })).status).toBe(403);
    const page = await asking.get(path);
    expect(page.html).not.toContain('value="stripe"');
    const bought = await asking.submit(path, { credits: '5', method: 'credit_card' }, page);
    expect([seenOf(bought), await balanceOf(ada)]).toEqual([[303, `${path}?done=bought`], before + 5]);
    expect(wordsOf((await asking.get(bought.location!)).html)).toMatch(
      /The credits are yours\. .*You have \d+ credits .*Bought .* \+5 .*A free one to begin with .* \+1/,
    );
    for (const credits of ['0', '1001', 'x'])
      expect((await asking.submit(path, { credits, method: 'credit_card' }, page)).status).toBe(400);
  });

  it.each(['de', 'es', 'fr'])('speak %s', async (lang) => {
    const word = { de: 'Fachleute', es: 'Expertos', fr: 'Experts' }[lang]!;
    const someone = await signedIn(await here.signUp());
    expect(wordsOf((await someone.get(`/experts?lang=${lang}`)).html)).toContain(word);
  });
});
