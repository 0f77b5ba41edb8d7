import { eventually } from '../../support/eventually.js';
import { PASSWORD, proveAddress } from '../../support/people.js';
import { Visitor, wordsOf, type Seen } from '../../support/visitor.js';
import { world, type Person, type World } from '../../support/world.js';

describe('the page of a gathering', () => {
  let here: World;
  let ada: Person;
  let ben: Person;
  let host: Visitor;
  let guest: Visitor;
  let id: number;
  let page: string;
  let plan: string;
  beforeAll(async () => {
    here = await world();
    ada = await here.signUp({ first_name: 'Ada', last_name: 'Lovelace' });
    ben = await here.signUp({ first_name: 'Ben', last_name: 'Babbage' });
    [host, guest] = [await signedIn(ada), await signedIn(ben)];
    const picnic = {
      title: 'Picnic <here>',
      description: 'By the lake',
      location: 'Lake',
      max_participants: 3,
    };
    const made = await ada.http.post('/api/v1/events', { ...picnic, date: '2031-06-07T10:00:00Z' });
    expect(made.status).toBe(201);
    ({ id } = made.body);
    [page, plan] = [`/events/${id}`, `/events/${id}/plan`];
  });
  afterAll(() => here.close());

  async function signedIn({ username }: Person): Promise<Visitor> {
    const someone = new Visitor(here.url);
    await someone.submit('/login', { username, password: PASSWORD });
    return someone;
  }
  const csrfOf = async (by: Visitor) =>
    /name="csrf_token" value="([^"]+)"/.exec((await by.get('/account')).html)![1]!;
  const send = async (by: Visitor, fields: Record<string, string>): Promise<Seen> =>
    by.submit(plan, { csrf_token: await csrfOf(by), ...fields });
  const done = (action: string, place: string) => [303, `${page}?done=${action}#${place}`];
  const act = async (by: Visitor, fields: Record<string, string>) => {
    const { status, location } = await send(by, fields);
    return [status, location];
  };
  const wordsFor = async (by: Visitor) => wordsOf((await by.get(page)).html);

  it('shows strangers what it is, and asks them in; nobody else’s names', async () => {
    const { html } = await new Visitor(here.url).get(page);
    expect(wordsOf(html)).toMatch(/Picnic <here> .*One person comes .*Sign in to join/);
    expect(wordsOf(html)).not.toContain('Tasks');
    expect(html).not.toMatch(/<here>| style=|action="\/events\/\d+\/plan"/);
    expect((await new Visitor(here.url).get(plan)).location).toBe(`/login?next=${encodeURIComponent(plan)}`);
    expect((await guest.submit(plan, { action: 'join' })).status).toBe(403);
  });

  it('lets people join once, and leave', async () => {
    expect(await act(guest, { action: 'join' })).toEqual(done('join', 'people'));
    expect(await wordsFor(guest)).toMatch(
      /2 people come One place is left\. .*Ada Lovelace host .*Ben Babbage you/,
    );
    const again = await send(guest, { action: 'join' });
    expect([again.status, wordsOf(again.html)]).toEqual([
      400,
      expect.stringContaining('You are coming already.'),
    ]);
    expect(await act(guest, { action: 'leave' })).toEqual(done('leave', 'people'));
    expect(await wordsFor(guest)).toContain('I come');
    expect((await send(guest, { action: 'add_task', title: 'Sneak in' })).status).toBe(403);
    await act(guest, { action: 'join' });
  });

  it('adds tasks, gives them away, and lets who does one say so', async () => {
    const assignee = String(ben.id);
    expect(await act(host, { action: 'add_task', title: 'Bring a cake' })).toEqual(done('add_task', 'tasks'));
    expect(await wordsFor(guest)).toContain('Bring a cake nobody does it yet');
    const [task] = (await ada.http.get(`/api/v1/tasks?event=${id}`)).body.results;
    expect((await send(guest, { action: 'assign_task', id: String(task.id), assignee })).status).toBe(403);
    expect(await act(host, { action: 'assign_task', id: String(task.id), assignee })).toEqual(
      done('assign_task', 'tasks'),
    );
    expect(await wordsFor(guest)).toContain('Bring a cake Ben Babbage does it Done');
    expect(await act(guest, { action: 'complete_task', id: String(task.id) })).toEqual(
      done('complete_task', 'tasks'),
    );
    expect(await wordsFor(host)).toContain('Bring a cake Ben Babbage does it done');
    const empty = await send(host, { action: 'add_task', title: '', assignee: '' });
    expect([empty.status, empty.html.includes('href="#add_task-title"')]).toEqual([400, true]);
  });

  it('invites by addresses, and shows the organizer alone who is invited', async () => {
    await proveAddress(here.db, ada);
    const invite = async (by: Visitor, emails: string) =>
      by.submit(`${plan}/invite`, { csrf_token: await csrfOf(by), action: 'invite', emails });
    const { status, location } = await invite(host, `eve@example.org\r\n${ben.email}, zoe@example.org`);
    expect([status, location]).toEqual(done('invite', 'invitations'));
    expect(await wordsFor(host)).toMatch(/Invitations .*eve@example\.org/);
    expect(await wordsFor(guest)).not.toContain('eve@example.org');
    const wrong = await invite(host, 'nobody');
    expect([wrong.status, wrong.html]).toEqual([400, expect.stringContaining('>nobody</textarea>')]);
    expect(wrong.html).toContain('href="#invite-emails"');
    expect((await invite(guest, 'eve@example.org')).status).toBe(403);
    expect((await host.get(`${plan}/invite`)).status).toBe(200);
  });

  it('opens votes, counts one ballot each, and says how they end', async () => {
    const open = { action: 'add_vote', title: 'Which <day>?', ends_at: '2031-06-01T10:00' };
    const one = await send(host, { ...open, options: 'Saturday' });
    expect([one.status, one.html.includes('>Saturday</textarea>')]).toEqual([400, true]);
    expect(await act(host, { ...open, options: 'Saturday\r\nSunday\r\n' })).toEqual(done('add_vote', 'votes'));
    const [{ id: vote }] = (await ada.http.get(`/api/v1/voting?event=${id}`)).body.results;
    const { options } = (await ada.http.get(`/api/v1/voting/${vote}`)).body;
    const ballot = { action: 'vote', id: String(vote), option_id: String(options[0].id) };
    expect((await send(guest, { ...ballot, option_id: '' })).status).toBe(400);
    expect(await act(guest, ballot)).toEqual(done('vote', 'votes'));
    expect(await wordsFor(guest)).toMatch(
      /Which <day>\? 1 ballot .*Saturday your vote 1 \(100 %\) Sunday 0 \(0 %\)/,
    );
    const twice = await send(guest, ballot);
    expect([twice.status, wordsOf(twice.html)]).toEqual([
      400,
      expect.stringContaining('You have voted already.'),
    ]);
    await act(host, { ...ballot, option_id: String(options[1].id) });
    expect(await act(host, { action: 'end_vote', id: String(vote) })).toEqual(done('end_vote', 'votes'));
    expect(await wordsFor(guest)).toContain('A tie: nothing is decided.');
  });

  it('takes several options of a ballot that may have them', async () => {
    await act(host, {
      ...{ action: 'add_vote', title: 'What to eat?', options: 'Soup\nBread\nCheese' },
      ...{ ends_at: '2031-06-01T10:00', multiple_choice: 'true' },
    });
    const { results } = (await ada.http.get(`/api/v1/voting?event=${id}&status=active`)).body;
    const { options } = (await ada.http.get(`/api/v1/voting/${results[0].id}`)).body;
    const [soup, bread] = options.map((option: { id: number }) => option.id);
    const several = { [`option_ids.${soup}`]: String(soup), [`option_ids.${bread}`]: String(bread) };
    expect(await act(guest, { action: 'vote', id: String(results[0].id), ...several })).toEqual(
      done('vote', 'votes'),
    );
    expect(await wordsFor(guest)).toMatch(/Soup your vote 1 \(100 %\) Bread your vote 1 \(100 %\) Cheese 0/);
    await act(host, { action: 'end_vote', id: String(results[0].id) });
  });

  it('lets its host tell everybody something', async () => {
    const said = { action: 'announce', subject: 'Rain', message: 'Bring a coat.' };
    expect((await send(guest, said)).status).toBe(403);
    expect(await act(host, said)).toEqual(done('announce', 'announce'));
    await eventually(async () => {
      const { body } = await ben.http.get('/api/v1/notifications');
      expect(JSON.stringify(body.results)).toContain('Bring a coat.');
    });
  });

  it.each(['de', 'es', 'fr'])('speaks %s', async (lang) => {
    const words = { de: 'Abstimmungen', es: 'Votaciones', fr: 'Tâches' }[lang]!;
    const someone = await signedIn(ben);
    expect(wordsOf((await someone.get(`${page}?lang=${lang}`)).html)).toContain(words);
  });
});
