import { offerDemoSeats } from '../../../src/booking/booking.demo.js';
import { createDemoSlots } from '../../../src/scheduling/scheduling.demo.js';
import { SchedulingStatistics } from '../../../src/scheduling/scheduling.statistics.js';
import { book } from '../../support/calendar.js';
import { world, type World } from '../../support/world.js';

let w: World;
beforeAll(async () => {
  w = await world({ ACCESS_TOKEN_TTL: '30d' });
  w.clock.set(new Date('2031-01-01T12:00:00Z'));
});
afterAll(() => w?.close());

const fillCalendar = () => createDemoSlots(w.app, (tx, terms) => offerDemoSeats(w.app, tx, terms));
const inAll = async () =>
  (await w.db.query<{ n: number }>('SELECT count(*)::int AS n FROM scheduling.timeslots'))[0]!.n;

describe('the demo calendar', () => {
  it('has some slots a day in every category, ahead and behind, made once', async () => {
    const person = await w.signUp();
    await fillCalendar();
    const made = await inAll();
    expect(made).toBe(3 * 3 * 14 + 3 * 16 + 3 * 28);
    await fillCalendar();
    expect(await inAll()).toBe(made);
    const { body } = await person.http.get(
      '/api/v1/timeslots?date=2031-01-02&categories=Cat 2&available_only=true',
    );
    expect(body.results.map((slot: any) => slot.start_time)).toEqual([
      '2031-01-02T09:20:00.000Z',
      '2031-01-02T12:20:00.000Z',
      '2031-01-02T15:20:00.000Z',
    ]);
    await book(person, body.results[0].id);
  });

  it('grows with the days, and what an admin deleted does not come back', async () => {
    const admin = await w.admin();
    const [slot] = (await admin.http.get('/api/v1/admin/timeslots?date=2031-01-03')).body.results;
    await admin.http.delete(`/api/v1/admin/timeslots/${slot.id}`);
    const before = await inAll();
    w.clock.set(new Date('2031-01-02T12:00:00Z'));
    await fillCalendar();
    expect(await inAll()).toBe(before + 9);
    expect((await admin.http.get('/api/v1/admin/timeslots?date=2031-01-03')).body.count).toBe(8);
  });

  it('shows in the statistics', async () => {
    const statistics = w.app.get(SchedulingStatistics);
    const one = await statistics.statistics({ startOn: '2031-01-02', endOn: '2031-01-02' });
    expect(one).toEqual({ total: 9, booked: 1, utilisation: 0.1111 });
    expect(await statistics.statistics({ startOn: '2020-01-01', endOn: '2020-12-31' })).toEqual({
      total: 0,
      booked: 0,
      utilisation: 0,
    });
  });
});
