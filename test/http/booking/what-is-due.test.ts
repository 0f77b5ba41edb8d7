import {
  COMPLETIONS_DUE,
  DueBookingsProcessor,
  HOLDS_DUE,
} from '../../../src/booking/bookings/due-bookings.processor.js';
import { TaskRemindersProcessor } from '../../../src/collaboration/tasks/task-reminders.processor.js';
import { REMINDERS_DUE } from '../../../src/collaboration/tasks/tasks.repository.js';
import { ticketOf } from '../../support/check-in.js';
import { makePublished } from '../../support/ticketed.js';
import { bookTickets } from '../../support/tickets.js';
import { world, type Person, type World } from '../../support/world.js';

const DAY_MS = 24 * 3_600_000;

describe('what recurring work is asked for', () => {
  let here: World;
  let organizer: Person;
  let ada: Person;
  beforeEach(async () => {
    here = await world({ ACCESS_TOKEN_TTL: '365d' });
    [organizer, ada] = [await here.signUpAs('organizer'), await here.signUp()];
  });
  afterEach(() => here.close());

  const published = (terms = {}) => makePublished(organizer, here.clock.now(), terms);
  /** A millisecond before the instant, and at it. */
  const isDue = async (condition: string, instant: string, offsetMs = 0): Promise<boolean[]> => {
    const at = Date.parse(instant) + offsetMs;
    const ask = async (ms: number) =>
      (await here.db.query<{ due: boolean }>(`SELECT (${condition}) AS due`, { now: new Date(ms) }))[0]!.due;
    return [await ask(at - 1), await ask(at)];
  };
  const goTo = (instant: string, offsetMs = 0) =>
    here.clock.advance(Date.parse(instant) + offsetMs - here.clock.now().getTime());

  it('is the instant at which a hold ends, until that is written', async () => {
    const { id } = await published({ ticket_price: '10.00' });
    const { expires_at: end } = await bookTickets(ada, id, 1);
    expect(await isDue(HOLDS_DUE, end)).toEqual([false, true]);
    goTo(end);
    await here.app.get(DueBookingsProcessor).expireHolds();
    expect(await isDue(HOLDS_DUE, end)).toEqual([false, false]);
  });

  it('is the start of what somebody waits for', async () => {
    const { id, start_date: start } = await published({ ticket_price: '0.00', max_attendees: 1 });
    await ticketOf(ada, id);
    const waiting = await (await here.signUp()).http.post('/api/v1/waitlist', { event: id });
    expect(waiting.status).toBe(201);
    expect(await isDue(HOLDS_DUE, start)).toEqual([false, true]);
  });

  it('is the end of what is confirmed, until that is written', async () => {
    const { id, end_date: end } = await published({ ticket_price: '0.00' });
    await ticketOf(ada, id);
    expect(await isDue(COMPLETIONS_DUE, end)).toEqual([false, true]);
    goTo(end);
    await here.app.get(DueBookingsProcessor).complete();
    expect(await isDue(COMPLETIONS_DUE, end)).toEqual([false, false]);
  });

  it('is a day before a task, until that was told, and not when it is over', async () => {
    const date = new Date(here.clock.now().getTime() + 9 * DAY_MS).toISOString();
    const { body: event } = await ada.http.post('/api/v1/events', { title: 'Picnic', date });
    const due_date = new Date(here.clock.now().getTime() + 5 * DAY_MS).toISOString();
    const task = await ada.http.post('/api/v1/tasks', { event: event.id, title: 'Bread', due_date });
    expect(task.status).toBe(201);
    expect(await isDue(REMINDERS_DUE, due_date, -DAY_MS)).toEqual([false, true]);
    expect(await isDue(REMINDERS_DUE, due_date)).toEqual([true, false]);
    goTo(due_date, -DAY_MS);
    await here.app.get(TaskRemindersProcessor).remind();
    expect(await isDue(REMINDERS_DUE, due_date, -DAY_MS)).toEqual([false, false]);
  });
});
