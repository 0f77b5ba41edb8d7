import { booked, offerType, openHost, startIn, type OfferedType } from '../../support/appointments.js';
import { hiddenFields, Visitor, wordsOf, type Seen } from '../../support/visitor.js';
import { world, type Person, type World } from '../../support/world.js';

const A_DAY_MS = 86_400_000;

describe('the page that mails of an appointment lead to', () => {
  let here: World;
  let host: Person;
  let type: OfferedType;
  let visitor: Visitor;
  let hours = 24;
  beforeAll(async () => {
    here = await world();
    host = await openHost(here, 'Asia/Kolkata');
    type = await offerType(here, host, { location: 'https://meet.example.org/ada' });
  });
  beforeEach(() => void (visitor = new Visitor(here.url)));
  afterAll(() => here.close());

  const book = (more: Record<string, unknown> = {}, of = type, at = startIn(here, (hours += 2))) =>
    booked(here.http(), of, at, { invitee_name: 'Grace <b>', invitee_timezone: 'Europe/Madrid', ...more });
  const pathOf = ({ access_token: token }: { access_token: string }) => `/manage/${token}`;
  const wireOf = async ({ access_token: token }: { access_token: string }) =>
    (await here.http().get(`/api/v1/events/booking/${token}/manage`)).body;
  const seenOf = ({ status, location }: Seen) => [status, location];

  it('says what is booked in both zones, and to no search engine', async () => {
    const made = await book();
    const { status, html, headers } = await visitor.get(pathOf(made));
    const words = wordsOf(html);
    expect(status).toBe(200);
    for (const part of ['Booked', 'Intro call', 'Ada Host', 'Madrid (GMT+', 'Kolkata (GMT+5:30)', 'Grace <b>'])
      expect(words).toContain(part);
    expect(html).not.toMatch(/<b>| style=/);
    expect(html).toContain('<meta name="robots" content="noindex"');
    expect(html).toContain(`/api/v1/events/booking/${made.access_token}/calendar.ics`);
    expect([headers.get('cache-control'), headers.get('referrer-policy')]).toEqual([
      'private, no-store',
      'same-origin',
    ]);
  });

  it('speaks the languages of pages', async () => {
    const made = await book();
    for (const [language, word] of Object.entries({ de: 'Gebucht', es: 'Reservada', fr: 'Réservée' }))
      expect(wordsOf((await visitor.get(`${pathOf(made)}?lang=${language}`)).html)).toContain(word);
  });

  it('moves it to a time that is chosen as when it was booked, without a script', async () => {
    const made = await book();
    const path = pathOf(made);
    const page = await visitor.get(`${path}?timezone=Asia/Tokyo`);
    const [, leads] = /href="([^"]+manage_token=[^"]+)"/.exec(page.html)!;
    const days = await visitor.get(leads!.replaceAll('&amp;', '&'));
    expect(wordsOf(days.html)).toContain('Choose the new time of your booking.');
    const [, chosen] = /<a class="time" href="([^"]+)"/.exec(days.html)!;
    const step = await visitor.get(chosen!.replaceAll('&amp;', '&'));
    expect(wordsOf(step.html)).toContain('Tokyo (GMT+9)');
    expect(step.html).not.toContain('name="invitee_email"');
    const sent = await visitor.submit(path, {}, step);
    expect(seenOf(sent)).toEqual([303, `${path}?done=reschedule`]);
    const { start_time } = hiddenFields(step.html, path);
    expect((await wireOf(made)).start_time).toBe(start_time);
    expect(wordsOf((await visitor.get(sent.location!)).html)).toContain('The booking is moved.');
  });

  it('offers to move nothing in a frame, nor by what is no key', async () => {
    const made = await book();
    const at = `/${type.organizer_slug}/${type.event_type_slug}?start_time=${startIn(here, 400)}`;
    const words = async (query: string) => wordsOf((await visitor.get(`${at}&${query}`)).html);
    expect(await words(`manage_token=${made.access_token}`)).toContain('Move the booking');
    for (const query of [`embed=1&manage_token=${made.access_token}`, 'manage_token=../x'])
      expect(await words(query)).toContain('Your details');
  });

  it.each(['2026-02-30T09:00:00Z', '0000-01-01T00:00:00Z', '+275760-09-13T00:00:00.001Z', 'soon', ''])(
    'refuses "%s" as a new start, and says so',
    async (start_time) => {
      const made = await book();
      const seen = await visitor.submit(pathOf(made), { action: 'reschedule', start_time });
      expect([seen.status, (await wireOf(made)).start_time]).toEqual([400, made.start_time]);
      expect(seen.html).toContain('id="refused"');
    },
  );

  it('names three free times where the wanted one is taken, and moves to one of them', async () => {
    const [made, other] = [await book(), await book()];
    const path = pathOf(made);
    const taken = await visitor.submit(path, { action: 'reschedule', start_time: other.start_time });
    expect([taken.status, wordsOf(taken.html)]).toEqual([
      409,
      expect.stringContaining('This time is not free.'),
    ]);
    const free = [...taken.html.matchAll(/name="start_time" value="([^"]+)"/g)].map(([, start]) => start!);
    expect(free).toHaveLength(3);
    const moved = await visitor.submit(path, { action: 'reschedule', start_time: free[1]! });
    expect(seenOf(moved)).toEqual([303, `${path}?done=reschedule`]);
    expect(new Date((await wireOf(made)).start_time)).toEqual(new Date(free[1]!));
  });

  it('cancels it with the reason, and then offers nothing more', async () => {
    const made = await book();
    const path = pathOf(made);
    const sent = await visitor.submit(path, { action: 'cancel', reason: 'Ill' }, await visitor.get(path));
    expect(seenOf(sent)).toEqual([303, `${path}?done=cancel`]);
    expect(await wireOf(made)).toMatchObject({ status: 'cancelled', cancel_reason: 'Ill' });
    const { html } = await visitor.get(path);
    expect(wordsOf(html)).toContain('The reason: Ill');
    expect(html).not.toContain('method="post"');
    const again = await visitor.submit(path, { action: 'cancel' });
    expect([again.status, wordsOf(again.html)]).toEqual([
      409,
      expect.stringContaining('That cannot be done any more.'),
    ]);
  });

  it('offers nothing inside the notice, and says why', async () => {
    const near = await offerType(here, host, { cancellationNotice: 1440 });
    const made = await book({}, near, startIn(here, 5));
    const { html } = await visitor.get(pathOf(made));
    expect(wordsOf(html)).toContain('It is too late to move or cancel it here.');
    expect(html).not.toContain('method="post"');
  });

  it('says of what is past that it is over', async () => {
    const at = startIn(here, 1);
    const path = pathOf(await book({}, type, at));
    here.clock.set(new Date(Date.parse(at) + A_DAY_MS));
    const { html } = await visitor.get(path);
    here.clock.reset();
    expect(wordsOf(html)).toMatch(/^.*Over Intro call with Ada Host/);
    expect(html).not.toContain('method="post"');
  });

  it('adds who comes along, and keeps what was typed where that is refused', async () => {
    const group = await offerType(here, host, { maxAttendees: 3 });
    const path = pathOf(await book({}, group));
    const page = await visitor.get(path);
    const refused = await visitor.submit(path, { action: 'add_attendee', name: 'Ben', email: 'no' }, page);
    expect(refused.status).toBe(400);
    expect(refused.html).toMatch(/name="name"[^>]* value="Ben"/);
    expect(refused.html).toContain('href="#field-email"');
    const added = await visitor.submit(
      path,
      { action: 'add_attendee', name: 'Ben', email: 'ben@example.com' },
      page,
    );
    expect(seenOf(added)).toEqual([303, `${path}?done=add_attendee`]);
    expect(wordsOf((await visitor.get(path)).html)).toContain('Grace <b>, Ben');
  });

  it('is nothing for who has no key, and takes no form from elsewhere', async () => {
    const made = await book();
    for (const key of ['nobody', '00000000-0000-4000-8000-000000000000'])
      expect((await visitor.get(`/manage/${key}`)).status).toBe(404);
    const foreign = { headers: { origin: 'https://evil.example' } };
    const sent = await visitor.submit(pathOf(made), { action: 'cancel' }, undefined, foreign);
    expect([sent.status, (await wireOf(made)).status]).toEqual([403, 'confirmed']);
  });
});
