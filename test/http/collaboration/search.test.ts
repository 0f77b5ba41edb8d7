import { makeGathering } from '../../support/events.js';
import { begin, makePublished } from '../../support/ticketed.js';
import { world, type Person, type World } from '../../support/world.js';

let here: World;
let admin: Person;
let organizer: Person;
beforeAll(async () => {
  here = await world();
  [admin, organizer] = [await here.admin(), await here.signUpAs('organizer')];
});
afterAll(() => here?.close());

const WRITTEN: Record<string, string> = {
  hindi: 'हिन्दी कविता संध्या',
  tamil: 'தமிழ் இலக்கியம்',
  tokyo: '第3回東京勉強会',
  beijing: '欢迎来到北京',
  thai: 'ยินดีต้อนรับสู่กรุงเทพ',
  korean: '서울에서만나요',
  release: 'Release 1.2.3 (final).',
  dotted: 'The A.B.C of money',
  cpp: 'Modern C++, hands on',
  c: 'Cooking classes',
  party: 'Launch 🎉 of the year',
  cafe: 'Le café philosophique',
  wide: 'ＦＵＬＬ Ｗｉｄｔｈ',
  istanbul: 'İstanbul gezisi',
};
const SEARCHES: [string, string[]][] = [
  ['हिन्दी', ['hindi']],
  ['कविता', ['hindi']],
  ['தமிழ்', ['tamil']],
  ['東京', ['tokyo']],
  ['東京勉強', ['tokyo']],
  ['京', ['tokyo', 'beijing']],
  ['北京', ['beijing']],
  ['กรุงเทพ', ['thai']],
  ['서울', ['korean']],
  ['1.2.3', ['release']],
  ['2.3', ['release']],
  ['1.3', []],
  ['A.B.C', ['dotted']],
  ['a.c', []],
  ['C++', ['cpp']],
  ['c+', ['cpp']],
  ['co', ['c']],
  ['🎉', ['party']],
  ['🎂', []],
  ['cafe\u0301', ['cafe']],
  ['caf\u00e9', ['cafe']],
  ['CAFÉ', ['cafe']],
  ['full width', ['wide']],
  ['İstanbul', ['istanbul']],
  ['istanbul', ['istanbul']],
  ['İs', ['istanbul']],
  ['year launch', ['party']],
];

describe('the search of events', () => {
  const ids = new Map<number, string>();
  beforeAll(async () => {
    for (const [name, title] of Object.entries(WRITTEN))
      ids.set((await makeGathering(organizer, here.clock.now(), { title })).id, name);
  });

  it.each(SEARCHES)('for %s finds %j', async (query, names) => {
    const { status, body } = await here.http().get(`/api/events?search=${encodeURIComponent(query)}`);
    expect(status).toBe(200);
    expect(body.map(({ id }: any) => ids.get(id)).sort()).toEqual([...names].sort());
  });
});

describe('the search of reviews', () => {
  it('is the same, by the title of the review and of its event', async () => {
    const event = await makePublished(organizer, here.clock.now(), { title: '大阪の夏祭り' });
    await begin(here, event.id);
    const { body: review } = await admin.http.post('/api/v1/reviews', {
      ...{ event: event.id, rating: 5, title: 'C++ और हिन्दी, 1.2.3 🎉' },
    });
    const found = async (query: string) =>
      (await here.http().get(`/api/reviews?search=${encodeURIComponent(query)}`)).body.map(({ id }: any) => id);
    for (const query of ['夏祭', '祭り', '大阪', 'c++', 'हिन्दी', '1.2.3', '🎉', 'और c++'])
      expect([query, await found(query)]).toEqual([query, [review.id]]);
    for (const query of ['京都', 'c+++', '1.3', 'हिन्दु', '🎂'])
      expect([query, await found(query)]).toEqual([query, []]);
  });
});

describe('the search of people', () => {
  it('is the same, by their names', async () => {
    const yamada = await here.signUp({ first_name: '美咲', last_name: '山田' });
    const rene = await here.signUp({ first_name: 'Rene\u0301', last_name: 'Müller' });
    const found = async (query: string) => {
      const path = `/api/v1/admin/users?search=${encodeURIComponent(query)}`;
      return (await admin.http.get(path)).body.results.map(({ id }: any) => id);
    };
    for (const query of ['山田', '美咲 山田', '田'])
      expect([query, await found(query)]).toEqual([query, [yamada.id]]);
    for (const query of ['Ren\u00e9', 'müller rene\u0301', 'MÜLL', `${rene.username} ren\u00e9`])
      expect([query, await found(query)]).toEqual([query, [rene.id]]);
    expect(await found(rene.email)).toEqual([rene.id]);
  });

  it('finds whose address is kept aside, by it and by the name', async () => {
    const { id, username, email } = await here.signUp();
    await here.db.query(
      `UPDATE identity.accounts SET email = NULL, email_verified_at = NULL, conflicting_email = $2
       WHERE id = $1`,
      [id, email],
    );
    for (const query of [username, email]) {
      const path = `/api/v1/admin/users?search=${encodeURIComponent(query)}`;
      expect((await admin.http.get(path)).body.results).toMatchObject([{ id, email }]);
    }
  });
});
