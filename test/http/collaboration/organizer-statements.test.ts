import { Dispatcher } from '../../../src/platform/events/dispatcher.js';
import { begin, makePublished } from '../../support/ticketed.js';
import { RequestStatements } from '../../support/request-statements.js';
import { bookTickets } from '../../support/tickets.js';
import { world, type Person, type World } from '../../support/world.js';

const requests = new RequestStatements();
let here: World;
let olga: Person;
let event: any;

beforeAll(async () => {
  here = await world();
  // What follows a commit runs on behalf of the request that caused it, and is not the use case's own work.
  await here.app.get(Dispatcher).beforeApplicationShutdown();
  olga = await here.signUpAs('organizer');
  event = await makePublished(olga, here.clock.now(), { max_attendees: null });
  await begin(here, event.id);
});
afterAll(() => here?.close());

async function statementsOf(who: Person, path: string, method = 'GET', body?: unknown): Promise<number> {
  const { answer, counts } = await requests.call(who.http, method, path, body);
  expect(answer.status).toBeLessThan(300);
  return counts['use case'];
}

/** Somebody who took part, with a review and a session. */
async function guest(): Promise<Person> {
  const person = await here.signUp();
  const { id } = await bookTickets(person, event.id);
  await person.http.post(`/api/v1/bookings/${id}/confirm`);
  await person.http.post('/api/v1/reviews', { event: event.id, rating: 4, title: 'Fine' });
  const [start_time, end_time] = [event.start_date, event.end_date];
  const session = { event: event.id, title: 'Talk', start_time, end_time, speaker: person.id };
  expect((await olga.http.post('/api/v1/sessions', session)).status).toBe(201);
  return person;
}

describe('statements', () => {
  it.each([
    ['attendees', 3],
    ['statistics', 1],
    ['bookings', 3],
  ])('of reading an event’s %s: %i, however many there are', async (what, count) => {
    const path = `/api/v1/events/${event.id}/${what}`;
    await guest();
    expect(await statementsOf(olga, path)).toBe(count);
    for (let n = 0; n < 3; n++) await guest();
    expect(await statementsOf(olga, path)).toBe(count);
  });

  it.each([
    ['sessions', 2],
    ['reviews', 2],
    ['reviews?attended=false', 2],
    // The planner is asked first.
    ['reviews?search=fine', 3],
  ])('of listing %s: %i, however many there are', async (list, count) => {
    await guest();
    expect(await statementsOf(olga, `/api/v1/${list}`)).toBe(count);
    for (let n = 0; n < 3; n++) await guest();
    expect(await statementsOf(olga, `/api/v1/${list}`)).toBe(count);
  });

  it.each([
    ['events_organized', 3],
    ['reviews', 2],
    ['reviews?about=true', 2],
  ])('of what a person organizes, wrote or is told (%s): %i', async (what, count) => {
    expect(await statementsOf(olga, `/api/v1/users/${olga.id}/${what}`)).toBe(count);
  });

  it('of marking a review: four', async () => {
    const { body } = await (await guest()).http.get(`/api/v1/reviews?event=${event.id}&page_size=1`);
    const path = `/api/v1/reviews/${body.results[0].id}/mark_helpful`;
    expect(await statementsOf(await here.signUp(), path, 'POST')).toBe(4);
  });
});
