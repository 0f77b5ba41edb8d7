import { brokenInvariants } from '../../support/invariants.js';
import { inDays, makeDraft, makeGathering } from '../../support/events.js';
import { makePublished, refusal } from '../../support/ticketed.js';
import { bookTickets } from '../../support/tickets.js';
import { world, type Person, type World } from '../../support/world.js';

let here: World;
let olga: Person;
let ines: Person;
let bob: Person;
let admin: Person;
beforeAll(async () => {
  here = await world();
  [olga, ines, admin] = [
    await here.signUpAs('organizer'),
    await here.signUpAs('organizer'),
    await here.admin(),
  ];
  bob = await here.signUp({ first_name: 'Bob', last_name: 'Ray' });
});
afterAll(() => here?.close());

const now = () => here.clock.now();
const sessions = '/api/v1/sessions';
/** Times of a session: hours after the start of an event made by `makeDraft`, which lasts a day. */
const times = (event: { start_date: string }, from: number, to: number) => {
  const at = (hours: number) => new Date(Date.parse(event.start_date) + hours * 3_600_000).toISOString();
  return { start_time: at(from), end_time: at(to) };
};
const add = (event: any, from: number, to: number, more: object = {}, by = olga) =>
  by.http.post(`${sessions}/`, {
    event: event.id,
    title: 'Opening Keynote',
    ...times(event, from, to),
    ...more,
  });

describe('a session', () => {
  it('has D’s body and its event', async () => {
    const event = await makePublished(olga, now());
    const details = { description: 'Opening keynote speech', speaker: bob.id, room_or_link: 'Main Hall' };
    const { status, body } = await add(event, 1, 2, details);
    expect(status).toBe(201);
    expect(body).toEqual({
      id: expect.any(Number),
      event: event.id,
      title: 'Opening Keynote',
      ...times(event, 1, 2),
      ...details,
      speaker_name: 'Bob Ray',
      created_at: expect.any(String),
      updated_at: expect.any(String),
    });
    expect((await here.http().get(`${sessions}/${body.id}`)).body).toEqual(body);
    expect((await here.http().get(`${sessions}/?event=${event.id}`)).body.results).toEqual([body]);
    const told = await here.db.query<{ payload: any }>(
      `SELECT payload FROM platform.outbox WHERE name = 'collaboration.agenda_changed'
        AND (payload->'event'->>'id')::bigint = $1`,
      [event.id],
    );
    expect(told).toMatchObject([
      { payload: { actorId: olga.id, event: { id: event.id, title: event.title } } },
    ]);
  });

  it('may have a speaker without an account, or none', async () => {
    const event = await makeDraft(olga, now());
    const named = await add(event, 1, 2, { speaker_name: 'A. Guest' });
    expect(named.body).toMatchObject({
      speaker: null,
      speaker_name: 'A. Guest',
      room_or_link: '',
      description: '',
    });
    expect((await add(event, 1, 2)).body).toMatchObject({ speaker: null, speaker_name: '' });
  });

  it('is changed by what is sent', async () => {
    const event = await makeDraft(olga, now());
    const { body } = await add(event, 1, 2, { speaker: (await here.signUp()).id, room_or_link: 'A' });
    const answer = await olga.http.put(`${sessions}/${body.id}`, { title: 'Closing', event: event.id });
    expect(answer.body).toEqual({ ...body, title: 'Closing', updated_at: expect.any(String) });
    const without = await olga.http.put(`${sessions}/${body.id}`, { speaker: null, speaker_name: 'Nobody' });
    expect(without.body).toMatchObject({ speaker: null, speaker_name: 'Nobody', room_or_link: 'A' });
    const moved = await olga.http.put(`${sessions}/${body.id}`, times(event, 1.5, 3));
    expect(moved.body).toMatchObject(times(event, 1.5, 3));
  });

  it('stays with its event', async () => {
    const [event, other] = [await makeDraft(olga, now()), await makeDraft(olga, now())];
    const { body } = await add(event, 1, 2);
    const answer = await olga.http.put(`${sessions}/${body.id}`, { event: other.id });
    expect(refusal(answer)).toBe('400 VALIDATION_ERROR event');
  });

  it('is deleted for good', async () => {
    const { body } = await add(await makeDraft(olga, now()), 1, 2);
    expect((await olga.http.delete(`${sessions}/${body.id}`)).status).toBe(204);
    expect((await olga.http.get(`${sessions}/${body.id}`)).status).toBe(404);
    expect((await olga.http.delete(`${sessions}/${body.id}`)).status).toBe(404);
  });

  it.each([
    [{ title: '' }, 'title'],
    [{ title: 'x'.repeat(201) }, 'title'],
    [{ start_time: '2030-01-01T10:00:00' }, 'start_time'],
    [{ speaker: 999_999_999 }, 'speaker'],
    [{ event: 999_999_999 }, 'event'],
  ])('with %j is refused, naming %s', async (more, field) => {
    const event = await makeDraft(olga, now());
    expect(refusal(await add(event, 1, 2, more))).toBe(`400 VALIDATION_ERROR ${field}`);
  });

  it.each([
    [-1, 1, 'start_time'],
    [23, 25, 'end_time'],
    [-1, 25, 'end_time start_time'],
    [25, 26, 'end_time start_time'],
    [2, 2, 'end_time'],
    [2, 1, 'end_time'],
  ])('from hour %f to %f of a day’s event is refused, naming %s', async (from, to, fields) => {
    const event = await makeDraft(olga, now());
    expect(refusal(await add(event, from, to))).toBe(`400 VALIDATION_ERROR ${fields}`);
    const { body } = await add(event, 5, 6);
    const moved = await olga.http.put(`${sessions}/${body.id}`, times(event, from, to));
    expect(refusal(moved)).toBe(`400 VALIDATION_ERROR ${fields}`);
    const [[first, [sentence]]] = Object.entries<string[]>(moved.body.field_errors) as [[string, [string]]];
    expect(moved.body.message).toBe(`${first}: ${sentence}`);
  });

  it('may take the whole time of its event', async () => {
    expect((await add(await makeDraft(olga, now()), 0, 24)).status).toBe(201);
  });
});

describe('a speaker', () => {
  const sameDay = () => ({ start_date: inDays(now(), 20), end_date: inDays(now(), 21) });
  const publish = (event: any, by = olga) => by.http.post(`/api/v1/events/${event.id}/publish`);

  it('is at one session of an event at a time, draft or not', async () => {
    const speaker = (await here.signUp()).id;
    const one = await makeDraft(olga, now());
    const first = await add(one, 1, 2, { speaker });
    expect(refusal(await add(one, 1.5, 2.5, { speaker }))).toBe('409 SPEAKER_BUSY speaker');
    expect((await add(one, 0, 1, { speaker })).status).toBe(201);
    const free = await add(one, 1, 2);
    const change = await olga.http.put(`${sessions}/${free.body.id}`, { speaker });
    expect(refusal(change)).toBe('409 SPEAKER_BUSY speaker');
    await olga.http.delete(`${sessions}/${first.body.id}`);
    expect((await olga.http.put(`${sessions}/${free.body.id}`, { speaker })).status).toBe(200);
  });

  it('is claimed by nobody’s draft, and across organizers by nothing', async () => {
    const speaker = (await here.signUp()).id;
    const times = sameDay();
    const [draft, mine] = [await makeDraft(olga, now(), times), await makePublished(olga, now(), times)];
    const theirs = await makePublished(ines, now(), times);
    expect((await add(draft, 1, 2, { speaker })).status).toBe(201);
    expect((await add(mine, 1, 2, { speaker })).status).toBe(201);
    expect((await add(theirs, 1, 2, { speaker }, ines)).status).toBe(201);
  });

  it('is in one place of what one organizer has published, told at publishing and afterwards', async () => {
    const speaker = (await here.signUp()).id;
    const times = sameDay();
    const [draft, open] = [await makeDraft(olga, now(), times), await makePublished(olga, now(), times)];
    const { body: talk } = await add(draft, 1, 3, { speaker, title: 'Talk' });
    const { body: other } = await add(open, 2, 4, { speaker, title: 'Panel' });
    const refused = await publish(draft);
    expect(refusal(refused)).toBe('409 SPEAKER_BUSY speaker');
    expect(refused.body.details).toEqual({
      clashes: [
        { session: { id: talk.id, title: 'Talk' }, other: { id: other.id, title: 'Panel', event: open.id } },
      ],
    });
    expect((await olga.http.get(`/api/v1/events/${draft.id}`)).body.status).toBe('draft');

    expect((await olga.http.put(`${sessions}/${talk.id}`, { end_time: other.start_time })).status).toBe(200);
    expect((await publish(draft)).status).toBe(200);
    const back = await olga.http.put(`${sessions}/${talk.id}`, { end_time: talk.end_time });
    expect(refusal(back)).toBe('409 SPEAKER_BUSY speaker');
    expect(refusal(await add(draft, 3, 4, { speaker }))).toBe('409 SPEAKER_BUSY speaker');
    expect(await brokenInvariants(here.db)).toEqual({});
  });

  it('gets one of two drafts that are published at once', async () => {
    for (let round = 0; round < 5; round++) {
      const speaker = (await here.signUp()).id;
      const times = sameDay();
      const drafts = [await makeDraft(olga, now(), times), await makeDraft(olga, now(), times)];
      for (const draft of drafts) await add(draft, 1, 2, { speaker });
      const answers = await Promise.all(drafts.map((draft) => publish(draft)));
      expect(answers.map(refusal).sort()).toEqual(['', '409 SPEAKER_BUSY speaker']);
    }
  });

  it('is free again when the event is cancelled', async () => {
    const speaker = (await here.signUp()).id;
    const event = await makePublished(olga, now());
    const session = await add(event, 1, 2, { speaker });
    const { start_date, end_date } = event;
    const other = await makePublished(olga, now(), { start_date, end_date });
    expect(refusal(await add(other, 1, 2, { speaker }))).toBe('409 SPEAKER_BUSY speaker');
    await olga.http.post(`/api/v1/events/${event.id}/cancel`);
    await here.drainEvents();
    expect((await add(other, 1, 2, { speaker })).status).toBe(201);
    expect(refusal(await add(event, 5, 6))).toBe('409 EVENT_ENDED');
    expect(refusal(await olga.http.put(`${sessions}/${session.body.id}`, { title: 'x' }))).toBe(
      '409 EVENT_ENDED',
    );
    expect(refusal(await olga.http.delete(`${sessions}/${session.body.id}`))).toBe('409 EVENT_ENDED');
  });

  it('of a deleted draft is listed no more', async () => {
    const speaker = (await here.signUp()).id;
    const event = await makeDraft(olga, now());
    await add(event, 1, 2, { speaker });
    expect((await olga.http.delete(`/api/v1/events/${event.id}`)).status).toBe(204);
    expect((await here.http().get(`${sessions}?speaker=${speaker}`)).body.count).toBe(0);
  });
});

describe('a room', () => {
  it('has one session at a time, whatever the case and spaces of its name', async () => {
    const event = await makeDraft(olga, now());
    await add(event, 1, 2, { room_or_link: 'Main Hall' });
    for (const room_or_link of ['Main Hall', 'main  HALL', ' MainHall ']) {
      expect(refusal(await add(event, 1.5, 2.5, { room_or_link }))).toBe('409 ROOM_TAKEN room_or_link');
    }
    expect((await add(event, 2, 3, { room_or_link: 'main hall' })).status).toBe(201);
    expect((await add(event, 1, 2, { room_or_link: 'Room B' })).status).toBe(201);
  });

  it('of another event is another room', async () => {
    const [one, other] = [await makeDraft(olga, now()), await makeDraft(olga, now())];
    expect((await add(one, 1, 2, { room_or_link: 'A' })).status).toBe(201);
    expect((await add(other, 1, 2, { room_or_link: 'A' })).status).toBe(201);
  });

  it('gets one of twenty sessions that are added at once', async () => {
    const [event, speaker] = [await makeDraft(olga, now()), (await here.signUp()).id];
    const answers = await Promise.all(
      Array.from({ length: 20 }, (_, n) => add(event, 1 + n / 100, 2, { room_or_link: 'A', speaker })),
    );
    expect(answers.map(refusal).filter((text) => text === '')).toHaveLength(1);
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([201, 409]));
  });

  it.each(['www.example.org', 'meet.example.org/abc', 'Room 3, or https://meet.example.org'])(
    'called %p is none for strangers',
    async (room_or_link) => {
      const { body } = await add(await makePublished(olga, now()), 1, 2, { room_or_link });
      expect((await here.http().get(`${sessions}/${body.id}`)).body.room_or_link).toBe('');
    },
  );

  it('that is a link is shown to those who take part', async () => {
    const event = await makePublished(olga, now());
    const room_or_link = 'https://meet.example.org/abc';
    const { body } = await add(event, 1, 2, { room_or_link });
    expect(body.room_or_link).toBe(room_or_link);
    const shownTo = async (http = here.http()) => (await http.get(`${sessions}/${body.id}`)).body.room_or_link;
    expect(await shownTo()).toBe('');
    expect(await shownTo(bob.http)).toBe('');
    const { id } = await bookTickets(bob, event.id);
    await bob.http.post(`/api/v1/bookings/${id}/confirm`);
    expect(await shownTo(bob.http)).toBe(room_or_link);
    expect(await shownTo(admin.http)).toBe(room_or_link);
  });
});

describe('an agenda', () => {
  it('is the organizer’s and admins’ to write', async () => {
    const event = await makePublished(olga, now());
    expect(refusal(await add(event, 1, 2, {}, bob))).toBe('403 NOT_THE_ORGANIZER');
    expect((await add(event, 1, 2, {}, admin)).status).toBe(201);
    const { body } = await add(event, 3, 4);
    expect(refusal(await bob.http.put(`${sessions}/${body.id}`, { title: 'x' }))).toBe('403 NOT_THE_ORGANIZER');
    expect(refusal(await bob.http.delete(`${sessions}/${body.id}`))).toBe('403 NOT_THE_ORGANIZER');
    expect(refusal(await here.http().post(sessions, {}))).toBe('401 NOT_AUTHENTICATED');
    const gathering = await makeGathering(bob, now());
    expect((await add({ ...gathering, start_date: gathering.date }, 0, 1, {}, bob)).status).toBe(201);
  });

  it('of a draft is not there for others', async () => {
    const event = await makeDraft(olga, now());
    const { body } = await add(event, 1, 2);
    expect(refusal(await add(event, 3, 4, {}, bob))).toBe('400 VALIDATION_ERROR event');
    for (const { http } of [bob, ines, { http: here.http() }]) {
      expect((await http.get(`${sessions}/${body.id}`)).status).toBe(404);
      expect((await http.get(`${sessions}?event=${event.id}`)).body).toMatchObject({ count: 0, results: [] });
    }
    expect(refusal(await bob.http.put(`${sessions}/${body.id}`, { title: 'x' }))).toBe('404 NOT_FOUND');
    expect(refusal(await bob.http.delete(`${sessions}/${body.id}`))).toBe('404 NOT_FOUND');
    expect((await admin.http.get(`${sessions}?event=${event.id}`)).body.count).toBe(1);
  });

  it('is listed by time, and by event and speaker', async () => {
    const speaker = (await here.signUp()).id;
    const event = await makePublished(olga, now());
    const [late, early] = [(await add(event, 5, 6, { speaker })).body, (await add(event, 1, 2)).body];
    const ids = async (query: string) =>
      (await here.http().get(`/api/sessions/?${query}`)).body.map(({ id }: any) => id);
    expect(await ids(`event=${event.id}`)).toEqual([early.id, late.id]);
    expect(await ids(`event=${event.id}&ordering=-start_time`)).toEqual([late.id, early.id]);
    expect(await ids(`speaker=${speaker}`)).toEqual([late.id]);
    expect(refusal(await here.http().get(`${sessions}?ordering=room`))).toBe('400 VALIDATION_ERROR ordering');
    expect(refusal(await here.http().get(`${sessions}?event=x`))).toBe('400 VALIDATION_ERROR event');
  });

  it('has at most five hundred sessions', async () => {
    const event = await makeDraft(olga, now());
    await here.db.query(
      `INSERT INTO collaboration.sessions (event_id, title, starts_at, ends_at, created_at, updated_at)
       SELECT id, 'Talk', starts_at, ends_at, created_at, created_at
       FROM collaboration.events, generate_series(1, 499) WHERE id = $1`,
      [event.id],
    );
    expect((await add(event, 1, 2)).status).toBe(201);
    expect(refusal(await add(event, 1, 2))).toBe('409 AGENDA_FULL');
  });

  it('takes from a body what a session is made of, and nothing else', async () => {
    const event = await makeDraft(olga, now());
    const mine = {
      id: 7,
      released_at: now(),
      created_at: '2001-01-01T00:00:00Z',
      eventId: 1,
      __proto__: { x: 1 },
    };
    const { status, body } = await add(event, 1, 2, mine);
    expect(status).toBe(201);
    expect(body.id).not.toBe(7);
    const [row] = await here.db.query(
      'SELECT event_id, released_at FROM collaboration.sessions WHERE id = $1',
      [body.id],
    );
    expect(row).toEqual({ event_id: event.id, released_at: null });
  });

  it('is part of the event’s body', async () => {
    const event = await makePublished(olga, now());
    const { body } = await add(event, 1, 2);
    expect((await here.http().get(`/api/v1/events/${event.id}`)).body.sessions).toEqual([body]);
  });

  it('keeps its event around it', async () => {
    const event = await makePublished(olga, now());
    const { body } = await add(event, 20, 24);
    const end_date = new Date(Date.parse(event.start_date) + 22 * 3_600_000).toISOString();
    const answer = await olga.http.patch(`/api/v1/events/${event.id}`, { end_date });
    expect(answer).toMatchObject({
      status: 409,
      body: {
        code: 'SESSIONS_OUTSIDE_EVENT',
        details: { sessions: [{ id: body.id, title: 'Opening Keynote' }] },
      },
    });
    await olga.http.put(`${sessions}/${body.id}`, times(event, 20, 22));
    expect((await olga.http.patch(`/api/v1/events/${event.id}`, { end_date })).status).toBe(200);
  });
});
