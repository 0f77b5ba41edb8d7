import { OPTIONS_ALIKE, Vote } from '../../../src/collaboration/votes/vote.entity.js';
import { VotesRepository } from '../../../src/collaboration/votes/votes.repository.js';
import { nameKey } from '../../../src/shared/texts.js';
import { makeDraft } from '../../support/events.js';
import { plantGathering } from '../../support/gatherings.js';
import { refusal } from '../../support/ticketed.js';
import { world, type Person, type World } from '../../support/world.js';

let here: World;
let admin: Person;
let organizer: Person;
beforeAll(async () => {
  here = await world();
  [admin, organizer] = [await here.admin(), await here.signUpAs('organizer')];
});
afterAll(() => here?.close());

/** The same to everybody who reads them. */
const SAME = [
  ['Café', 'cafe\u0301', 'CAFÉ', ' Café ', 'Ca\u200bfé', 'ｃａｆé', 'Ca\u00adfé'],
  ['Main Hall', 'main  HALL', 'MainHall', 'Main\u00a0Hall', 'Main\u2003Hall', '\u2060Main Hall'],
  ['ΟΔΟΣ', 'οδος'],
  ['İzmir', 'I\u0307zmir', 'izmir', 'IZMIR'],
];
const OTHERS = ['Cafe', 'Hall', 'C++', 'C', '1.2', '12', '東京', '京都'];

describe('one function says when two names are the same', () => {
  it('whatever their form, case, spaces and invisible letters, in TypeScript and in SQL', async () => {
    const all = [...SAME.flat(), ...OTHERS, 'हिन्दी', '\u3164x', '🎉 Party', 'A\ufe0f'];
    const rows = await here.db.query<{ key: string }>(
      `SELECT platform.name_key(name) AS key FROM unnest($1::text[]) WITH ORDINALITY AS n (name, place)
       ORDER BY place`,
      [all],
    );
    expect(rows.map(({ key }) => key)).toEqual(all.map(nameKey));
    for (const names of SAME) expect(new Set(names.map(nameKey)).size).toBe(1);
    expect(new Set(OTHERS.map(nameKey)).size).toBe(OTHERS.length);
  });
});

const [cafes] = SAME as [string[]];
const twins = cafes.slice(1);

describe('a name that is there already is refused', () => {
  it('of a category, which is found by it', async () => {
    const make = (name: string) => admin.http.post('/api/v1/admin/categories', { name });
    expect((await make(cafes[0]!)).status).toBe(201);
    for (const name of twins)
      expect([name, refusal(await make(name))]).toEqual([name, '409 DUPLICATE_CATEGORY']);
    const start = here.clock.now().getTime() + 86_400_000;
    const times = {
      start_time: new Date(start).toISOString(),
      end_time: new Date(start + 3_600_000).toISOString(),
    };
    const slot = await admin.http.post('/api/v1/admin/timeslots', { ...times, category: 'CAFE\u0301' });
    expect(slot).toMatchObject({ status: 201, body: { category: { name: 'Café' } } });
    const path = `/api/v1/timeslots?categories=${encodeURIComponent('ｃａｆé')}`;
    expect((await organizer.http.get(path)).body.results.map(({ id }: any) => id)).toEqual([slot.body.id]);
  });

  it('of a room of an event at the same time', async () => {
    const event = await makeDraft(organizer, here.clock.now());
    const { start_date: start_time, end_date: end_time } = event;
    const add = (room_or_link: string) =>
      organizer.http.post('/api/v1/sessions', {
        event: event.id,
        title: 'Talk',
        start_time,
        end_time,
        room_or_link,
      });
    expect((await add(cafes[0]!)).status).toBe(201);
    for (const name of twins)
      expect([name, refusal(await add(name))]).toEqual([name, '409 ROOM_TAKEN room_or_link']);
    expect((await add('Cafe')).status).toBe(201);
  });

  it('of an option of a vote', async () => {
    const event = await plantGathering(here, organizer);
    const ends_at = new Date(here.clock.now().getTime() + 3_600_000).toISOString();
    const open = (...texts: string[]) =>
      organizer.http.post('/api/v1/voting', {
        ...{ title: 'Where?', event, ends_at },
        options: texts.map((text) => ({ text })),
      });
    for (const name of twins)
      expect([name, refusal(await open(cafes[0]!, name))]).toEqual([name, '400 VALIDATION_ERROR options']);
    expect(refusal(await open('İzmir', 'izmir'))).toBe('400 VALIDATION_ERROR options');
    expect((await open('Café', 'Cafe')).status).toBe(201);
  });

  it('of an option, where the database alone takes two for one', async () => {
    const event = await plantGathering(here, organizer);
    const now = here.clock.now();
    const plan = {
      eventId: event,
      creatorId: organizer.id,
      title: 'Where?',
      description: '',
      multipleChoice: false,
    };
    const vote = Vote.create({ ...plan, endsAt: new Date(now.getTime() + 3_600_000) }, ['Here', 'There'], now);
    const votes = here.app.get(VotesRepository, { strict: false });
    const inserted = here.db.transaction((tx) => votes.insert(tx, vote, ['Here', 'HERE']));
    await expect(inserted).rejects.toMatchObject({ fieldErrors: OPTIONS_ALIKE });
  });
});
