import { CollaborationApi } from '../../../src/collaboration/collaboration.api.js';
import { visibleTo } from '../../../src/collaboration/model/event-visibility.rules.js';
import { makeDraft, makeGathering } from '../../support/events.js';
import { world, type Person, type World } from '../../support/world.js';

let here: World;
let people: Record<'organizer' | 'admin' | 'invited' | 'seated' | 'left' | 'stranger', Person>;

beforeAll(async () => {
  here = await world();
  people = {
    organizer: await here.signUpAs('organizer'),
    admin: await here.admin(),
    invited: await here.signUp(),
    seated: await here.signUp(),
    left: await here.signUp(),
    stranger: await here.signUp(),
  };
});
afterAll(() => here.close());

/** A gathering that some have joined, one of whom has left, and to which one is invited. */
async function gathering(): Promise<number> {
  const { organizer, invited, seated, left } = people;
  const { id } = await makeGathering(organizer, here.clock.now());
  for (const who of [seated, left]) expect((await who.http.post(`/api/v1/events/${id}/join`)).status).toBe(200);
  expect((await left.http.post(`/api/v1/events/${id}/leave`)).status).toBe(200);
  expect((await organizer.http.post(`/api/v1/events/${id}/invite/`, { users: [invited.id] })).status).toBe(200);
  return id;
}

const EVENTS: Record<string, () => Promise<number>> = {
  'a public one': gathering,
  'one closed to others': async () => {
    const id = await gathering();
    await people.organizer.http.patch(`/api/v1/events/${id}`, { visibility: 'invited' });
    return id;
  },
  'a cancelled one': async () => {
    const id = await gathering();
    await people.organizer.http.patch(`/api/v1/events/${id}`, { visibility: 'invited' });
    await people.organizer.http.post(`/api/v1/events/${id}/cancel`, {});
    return id;
  },
  'a draft': async () => (await makeDraft(people.organizer, here.clock.now())).id,
};

/** By the rule in TypeScript, from what is stored. */
async function seers(id: number): Promise<number[]> {
  const [event] = await here.db.query<Parameters<typeof visibleTo.of>[0]>(
    `SELECT state, visibility, organizer_id AS "organizerId", deleted_at AS "deletedAt"
     FROM collaboration.events WHERE id = $1`,
    [id],
  );
  const found: number[] = [];
  for (const [role, { id: person }] of Object.entries(people)) {
    const [known] = await here.db.query<{ isInvited: boolean; seat: string | null }>(
      `SELECT EXISTS (
           SELECT FROM collaboration.invitations WHERE event_id = $1 AND person_id = $2) AS "isInvited",
         (SELECT status FROM booking.offer_bookings WHERE kind = 'event' AND ref_id = $1 AND person_id = $2
          ORDER BY booking_id DESC LIMIT 1) AS seat`,
      [id, person],
    );
    if (visibleTo.of(event!, { ...known!, id: person, isAdmin: role === 'admin' })) found.push(person);
  }
  return found;
}

describe('who may see an event', () => {
  it.each(Object.entries(EVENTS))('is one answer everywhere: %s', async (_, make) => {
    const id = await make();
    const expected = await seers(id);
    const read: number[] = [];
    const listed: number[] = [];
    for (const { id: person, http } of Object.values(people)) {
      if ((await http.get(`/api/v1/events/${id}`)).status === 200) read.push(person);
      const { results } = (await http.get('/api/v1/events?page_size=100')).body;
      if (results.some((event: { id: number }) => event.id === id)) listed.push(person);
    }
    const { open, personIds } = (
      await here.app.get(CollaborationApi, { strict: false }).readersOf([id], [id])
    ).get(id)!;
    const admin = people.admin.id;
    const told = Object.values(people).flatMap((one) =>
      open || one.id === admin || personIds.includes(one.id) ? [one.id] : [],
    );
    expect({ read, listed, told }).toEqual({ read: expected, listed: expected, told: expected });
  });

  it('is everybody of a public one, and of a closed one who runs it, is invited or has a seat', async () => {
    const { organizer, admin, invited, seated } = people;
    expect(await seers(await EVENTS['a public one']!())).toHaveLength(6);
    const insiders = [organizer, admin, invited, seated].map(({ id }) => id);
    expect(await seers(await EVENTS['one closed to others']!())).toEqual(insiders);
    expect(await seers(await EVENTS['a draft']!())).toEqual([organizer.id, admin.id]);
  });
});
