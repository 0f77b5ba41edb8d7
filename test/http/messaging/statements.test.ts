import { makeGathering } from '../../support/events.js';
import { noticesOf } from '../../support/notices.js';
import { RequestStatements } from '../../support/request-statements.js';
import { world, type Person, type World } from '../../support/world.js';

let here: World;
let host: Person;
const requests = new RequestStatements();

beforeAll(async () => {
  here = await world();
  host = await here.signUp();
});
afterAll(() => here.close());

/** Statements about notices and names that a call sends. */
const statementsOf = (method: string, path: string) =>
  requests.countOf(host.http, method, path, undefined, /messaging\.|identity\.accounts/);

const inbox = '/api/v1/notifications';
const someoneJoins = async () => {
  const { id } = await makeGathering(host, here.clock.now());
  await (await here.signUp()).http.post(`/api/v1/events/${id}/join`);
};

describe('statements', () => {
  it('of the list: two, as many for many rows as for one', async () => {
    await someoneJoins();
    expect(await noticesOf(here, host)).toHaveLength(1);
    expect(await statementsOf('GET', inbox)).toBe(2);
    for (let n = 0; n < 5; n++) await someoneJoins();
    expect(await noticesOf(here, host)).toHaveLength(6);
    expect(await statementsOf('GET', inbox)).toBe(2);
  });

  it('of counting and marking: one, and one for the name', async () => {
    const [{ id }] = await noticesOf(here, host);
    expect(await statementsOf('GET', `${inbox}/unread_count`)).toBe(1);
    expect(await statementsOf('POST', `${inbox}/${id}/mark_as_read`)).toBe(2);
    expect(await statementsOf('POST', `${inbox}/mark_all_as_read`)).toBe(1);
    expect(await statementsOf('GET', `${inbox}/preferences`)).toBe(1);
  });
});
