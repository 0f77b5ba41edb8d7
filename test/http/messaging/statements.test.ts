import pg from 'pg';
import { makeGathering } from '../../support/events.js';
import { noticesOf } from '../../support/notices.js';
import { countByKind, watchStatements, type SentStatement } from '../../support/statements.js';
import { world, type Person, type World } from '../../support/world.js';

let here: World;
let host: Person;
const sent: SentStatement[] = [];
watchStatements(pg.Client, (statement) => sent.push(statement));

beforeAll(async () => {
  here = await world();
  host = await here.signUp();
});
afterAll(() => here.close());

/** Statements about notices and names; nothing else is told meanwhile. */
async function statementsOf(work: () => Promise<unknown>): Promise<number> {
  await here.drainEvents();
  const from = sent.length;
  await work();
  const mine = sent.slice(from).filter(({ text }) => /messaging\.(?!reminder)|identity\.accounts/.test(text));
  return countByKind(mine)['use case'];
}

const inbox = '/api/v1/notifications';
const someoneJoins = async () => {
  const { id } = await makeGathering(host, here.clock.now());
  await (await here.signUp()).http.post(`/api/v1/events/${id}/join`);
};

describe('statements', () => {
  it('of the list: three, as many for many rows as for one', async () => {
    await someoneJoins();
    expect(await noticesOf(here, host)).toHaveLength(1);
    expect(await statementsOf(() => host.http.get(inbox))).toBe(3);
    for (let n = 0; n < 5; n++) await someoneJoins();
    expect(await noticesOf(here, host)).toHaveLength(6);
    expect(await statementsOf(() => host.http.get(inbox))).toBe(3);
  });

  it('of counting and marking: one, and one for the name', async () => {
    const [{ id }] = await noticesOf(here, host);
    expect(await statementsOf(() => host.http.get(`${inbox}/unread_count`))).toBe(1);
    expect(await statementsOf(() => host.http.post(`${inbox}/${id}/mark_as_read`))).toBe(2);
    expect(await statementsOf(() => host.http.post(`${inbox}/mark_all_as_read`))).toBe(1);
    expect(await statementsOf(() => host.http.get(`${inbox}/preferences`))).toBe(1);
  });
});
