import { BookingApi } from '../../../src/booking/booking.api.js';
import { DueBookingsProcessor } from '../../../src/booking/bookings/due-bookings.processor.js';
import { eventually } from '../../support/eventually.js';
import { brokenInvariants } from '../../support/invariants.js';
import { creditsOf, meet, transferCredits } from '../../support/meetings.js';
import { somebodyWaits } from '../../support/somebody-waits.js';
import { refusal } from '../../support/ticketed.js';
import { world, type Person, type World } from '../../support/world.js';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

let here: World;
let ada: Person;
let expert: Person;

beforeAll(async () => {
  here = await world({ ACCESS_TOKEN_TTL: '60d', REFRESH_TOKEN_TTL: '90d' });
});
beforeEach(async () => {
  [ada, expert] = [
    await here.signUp({ first_name: 'John', last_name: 'Doe' }),
    await here.signUp({ first_name: 'Jane', last_name: 'Smith' }),
  ];
});
afterEach(async () => {
  await here.drainEvents();
  expect(await brokenInvariants(here.db)).toEqual({});
});
afterAll(() => here.close());

const inHours = (hours: number) => new Date(here.clock.now().getTime() + hours * HOUR_MS);
const change = (by: Person, id: number, status: string) =>
  by.http.patch(`/api/meetings/${id}/update_status/`, { status });
const statusOf = async (id: number) => (await ada.http.get(`/api/meetings/${id}/`)).body.status as string;
const idsOf = async (by: Person, query = '') =>
  ((await by.http.get(`/api/meetings/${query}`)).body as any[]).map(({ id }) => id as number);
const asked = async (hours = 24, by = ada, whom = expert) => {
  const answer = await meet(here, by, whom, hours);
  if (answer.status !== 201) throw new Error(JSON.stringify(answer.body));
  return answer.body.id as number;
};
const confirmed = async (hours = 24) => {
  const id = await asked(hours);
  await change(expert, id, 'confirmed');
  return id;
};
const sweep = async () => {
  const due = here.app.get(DueBookingsProcessor, { strict: false });
  await due.expireHolds();
  await due.complete();
  await here.drainEvents();
};

describe('a meeting', () => {
  it('is asked for in E’s words, and pending', async () => {
    const { status, body } = await ada.http.post('/api/meetings/', {
      ...{ title: 'Python Debugging Session', description: 'Need help', expert_id: expert.id, category_id: 1 },
      ...{
        scheduled_start: inHours(24),
        scheduled_end: inHours(25),
        requester_id: expert.id,
        status: 'confirmed',
      },
    });
    expect(status).toBe(201);
    expect(body).toEqual({
      id: expect.any(Number),
      ...{ title: 'Python Debugging Session', description: 'Need help' },
      ...{ requester_id: ada.id, requester_name: 'John Doe', expert_id: expert.id, expert_name: 'Jane Smith' },
      ...{ status: 'pending', category_id: 1, category_name: 'Cat 1' },
      scheduled_start: inHours(24).toISOString(),
      scheduled_end: inHours(25).toISOString(),
      created_at: expect.stringMatching(/Z$/),
    });
    expect((await expert.http.get(`/api/meetings/${body.id}/`)).body).toEqual({ ...body, reviews: [] });
    const booking = (await ada.http.get(`/api/v1/bookings/${body.id}`)).body;
    expect(booking).toMatchObject({ kind: 'meeting', status: 'pending', expires_at: body.scheduled_start });
  });

  it.each([
    [{ expert_id: 987_654 }, 'expert_id'],
    [{ category_id: 987_654 }, 'category_id'],
    [{ title: ' ' }, 'title'],
    [{ scheduled_start: -1, scheduled_end: 0.5 }, 'scheduled_start'],
    [{ scheduled_start: 0, scheduled_end: 1 }, 'scheduled_start'],
    [{ scheduled_start: 2, scheduled_end: 2 }, 'scheduled_end'],
    [{ scheduled_start: 2, scheduled_end: 1 }, 'scheduled_end'],
    [{ scheduled_start: 2, scheduled_end: 2.24 }, 'scheduled_end'],
    [{ scheduled_start: 2, scheduled_end: 6.01 }, 'scheduled_end'],
    [{ scheduled_start: '2099-01-01T10:00:00' }, 'scheduled_start'],
    [{ expert_id: undefined }, 'expert_id'],
  ])('is refused with %j', async (wrong: Record<string, unknown>, field) => {
    const at = (value: unknown) => (typeof value === 'number' ? inHours(value) : value);
    const times = { scheduled_start: inHours(24), scheduled_end: inHours(25) };
    const { status, body } = await ada.http.post('/api/meetings/', {
      ...{ title: 'Help', expert_id: expert.id, category_id: 1, ...times, ...wrong },
      ...(wrong.scheduled_start !== undefined && { scheduled_start: at(wrong.scheduled_start) }),
      ...(wrong.scheduled_end !== undefined && { scheduled_end: at(wrong.scheduled_end) }),
    });
    expect([status, Object.keys(body.errors)]).toEqual([400, [field]]);
  });

  it('names all that is wrong at once, and is not with oneself', async () => {
    const { body } = await ada.http.post('/api/meetings/', {
      ...{ title: 'Help', expert_id: ada.id, category_id: 987_654 },
      ...{ scheduled_start: inHours(-2), scheduled_end: inHours(-3) },
    });
    expect(Object.keys(body.errors).sort()).toEqual([
      ...['category_id', 'expert_id', 'scheduled_end', 'scheduled_start'],
    ]);
  });

  it('lasts a quarter of an hour to four hours', async () => {
    for (const [from, hours] of [
      [10, 0.25],
      [20, 4],
    ] as const)
      expect((await meet(here, ada, expert, from, hours)).status).toBe(201);
  });

  it('takes the time of both, whoever asks for whom', async () => {
    await asked(24);
    const stranger = await here.signUp();
    for (const [by, whom] of [
      [stranger, expert],
      [stranger, ada],
      [expert, stranger],
    ] as const)
      expect(refusal(await meet(here, by, whom, 24.5))).toBe('409 TIME_CONFLICT');
    expect((await meet(here, stranger, expert, 25)).status).toBe(201);
  });

  it('frees the time of both once it is off', async () => {
    const id = await asked(24);
    await change(expert, id, 'cancelled');
    expect((await meet(here, ada, expert, 24)).status).toBe(201);
  });

  it('lies inside the hours of an expert who has some, and in nobody’s blocked time', async () => {
    const day = new Date(here.clock.now().getTime() + 7 * DAY_MS);
    const at = (hour: number) => (day.setUTCHours(hour, 0, 0, 0) - here.clock.now().getTime()) / HOUR_MS;
    const hours = { day_of_week: day.getUTCDay(), start_time: '09:00', end_time: '12:00' };
    expect((await expert.http.post('/api/user-availability/', hours)).status).toBe(201);
    expect(refusal(await meet(here, ada, expert, at(8)))).toBe('409 OUTSIDE_AVAILABILITY');
    expect(refusal(await meet(here, ada, expert, at(11), 1.25))).toBe('409 OUTSIDE_AVAILABILITY');
    expect((await meet(here, expert, ada, at(8))).status).toBe(201);
    for (const [by, hour] of [
      [ada, 9],
      [expert, 10],
    ] as const) {
      const times = {
        start_time: new Date(day.setUTCHours(hour)),
        end_time: new Date(day.setUTCHours(hour, 30)),
      };
      day.setUTCMinutes(0);
      expect((await by.http.post('/api/v1/availability/blocked-times', times)).status).toBe(201);
      expect(refusal(await meet(here, ada, expert, at(hour)))).toBe('409 TIME_CONFLICT');
    }
    expect((await meet(here, ada, expert, at(11))).status).toBe(201);
  });

  it('asks for no meeting with who is suspended, and who is calls off all that is to come', async () => {
    const admin = await here.admin();
    const id = await asked(24);
    const confirmedOne = await confirmed(48);
    await transferCredits(ada, id, 1);
    await admin.http.patch(`/api/v1/admin/users/${expert.id}`, { status: 'suspended' });
    await here.drainEvents();
    expect([await statusOf(id), await statusOf(confirmedOne)]).toEqual(['cancelled', 'cancelled']);
    expect(await creditsOf(ada)).toBe(1);
    expect(refusal(await meet(here, ada, expert, 72))).toBe('409 BOOKING_CLOSED');
  });

  it('comes home with its credits when one of the two is erased', async () => {
    const id = await confirmed();
    await transferCredits(ada, id, 1);
    expect((await expert.http.delete('/api/v1/users/me')).status).toBe(204);
    await here.drainEvents();
    await expectEventually(async () => expect(await creditsOf(ada)).toBe(1));
    expect((await ada.http.get(`/api/meetings/${id}/`)).body).toMatchObject({
      ...{ status: 'cancelled', expert_name: 'Deleted user' },
    });
    expect(refusal(await meet(here, ada, expert, 72))).toBe('400 VALIDATION_ERROR expert_id');
  });
});

const expectEventually = (check: () => Promise<void>) =>
  eventually(async () => {
    await here.drainEvents();
    await check();
  });

describe('its moves', () => {
  it('are confirmed by the expert, once', async () => {
    const id = await asked();
    expect(refusal(await change(ada, id, 'confirmed'))).toBe('403 FORBIDDEN');
    const { status, body } = await change(expert, id, 'confirmed');
    expect([status, body]).toEqual([200, { id, status: 'confirmed', updated_at: expect.stringMatching(/Z$/) }]);
    expect(refusal(await change(expert, id, 'confirmed'))).toBe('409 INVALID_TRANSITION');
    expect(refusal(await ada.http.post(`/api/v1/bookings/${await asked(48)}/confirm`))).toBe('403 FORBIDDEN');
  });

  it.each([
    ['pending', () => asked(), () => expert],
    ['pending', () => asked(), () => ada],
    ['confirmed', () => confirmed(), () => expert],
    ['confirmed', () => confirmed(), () => ada],
  ])('%s are cancelled by either side, once', async (_, make, by) => {
    const id = await make();
    expect((await change(by(), id, 'cancelled')).body.status).toBe('cancelled');
    expect(refusal(await change(by(), id, 'cancelled'))).toBe('409 INVALID_TRANSITION');
    expect(refusal(await change(expert, id, 'confirmed'))).toBe('409 INVALID_TRANSITION');
  });

  it('are cancelled by the requester until the start, by the expert until it is completed', async () => {
    const id = await confirmed(1);
    here.clock.advance(HOUR_MS + 1);
    expect(refusal(await change(ada, id, 'cancelled'))).toBe('409 TOO_LATE');
    here.clock.advance(DAY_MS);
    expect((await change(expert, id, 'cancelled')).body.status).toBe('cancelled');
    const done = await confirmed(1);
    await change(ada, done, 'completed');
    expect(refusal(await change(expert, done, 'cancelled'))).toBe('409 TOO_LATE');
    expect(refusal(await expert.http.post(`/api/v1/bookings/${done}/cancel`))).toBe('409 TOO_LATE');
  });

  it('say to a cancel that waited for a completion that it is too late', async () => {
    const id = await confirmed(48);
    const api = here.app.get(BookingApi, { strict: false });
    let late: Promise<string> | undefined;
    await here.db.transaction(async (tx) => {
      await api.complete(tx, id, { actorId: ada.id });
      late = change(expert, id, 'cancelled').then(refusal);
      await somebodyWaits(here);
    });
    expect(await late).toBe('409 TOO_LATE');
  });

  it('are completed by the requester at any time, by the expert once it has begun', async () => {
    const early = await confirmed(24);
    expect(refusal(await change(expert, early, 'completed'))).toBe('409 INVALID_TRANSITION');
    expect((await change(ada, early, 'completed')).body.status).toBe('completed');
    const begun = await confirmed(2);
    here.clock.advance(2 * HOUR_MS);
    expect((await change(expert, begun, 'completed')).body.status).toBe('completed');
    expect(refusal(await change(ada, await asked(), 'completed'))).toBe('409 INVALID_TRANSITION');
  });

  it('expire at the start when nobody answered', async () => {
    const id = await asked(1);
    here.clock.advance(HOUR_MS);
    expect(refusal(await change(expert, id, 'confirmed'))).toBe('409 INVALID_TRANSITION');
    expect(await statusOf(id)).toBe('expired');
    await sweep();
    expect(await statusOf(id)).toBe('expired');
  });

  it('are completed by themselves a day after the end, told once, and the expert has earned', async () => {
    const id = await confirmed(1);
    await transferCredits(ada, id, 1);
    here.clock.advance(2 * HOUR_MS + DAY_MS - 1);
    await sweep();
    expect(await statusOf(id)).toBe('confirmed');
    here.clock.advance(1);
    await sweep();
    await sweep();
    expect([await statusOf(id), await creditsOf(ada), await creditsOf(expert)]).toEqual(['completed', 0, 2]);
    const told = await here.db.query(
      `SELECT FROM platform.outbox WHERE name = 'scheduling.meeting_completed'
         AND (payload->>'meetingId')::bigint = $1`,
      [id],
    );
    expect(told).toHaveLength(1);
  });

  it('are for the two, and in a dispute for admins', async () => {
    const admin = await here.admin();
    const id = await confirmed(1);
    const stranger = await here.signUp();
    expect(refusal(await change(stranger, id, 'cancelled'))).toBe('404 NOT_FOUND');
    expect(refusal(await stranger.http.get(`/api/meetings/${id}/`))).toBe('404 NOT_FOUND');
    expect(refusal(await change(admin, await asked(48), 'confirmed'))).toBe('403 FORBIDDEN');
    expect(refusal(await change(ada, id, 'approved'))).toBe('400 VALIDATION_ERROR status');
    expect(refusal(await change(ada, id, 'pending'))).toBe('409 INVALID_TRANSITION');
    await transferCredits(ada, id, 1);
    here.clock.advance(2 * HOUR_MS);
    for (const by of [ada, expert]) await by.http.post(`/api/v1/bookings/${id}/no-show`);
    expect(await statusOf(id)).toBe('no_show');
    expect(refusal(await change(ada, id, 'completed'))).toBe('409 INVALID_TRANSITION');
    expect((await change(admin, id, 'completed')).body.status).toBe('completed');
    await here.drainEvents();
    expect(await creditsOf(expert)).toBe(2);
  });
});

describe('lists of meetings', () => {
  it('are of both sides, by role, status and page, and show nobody else’s', async () => {
    const [first, second] = [await asked(24), await confirmed(48)];
    const turned = await asked(72, expert, ada);
    expect(await idsOf(ada)).toEqual([turned, second, first]);
    expect(await idsOf(ada, '?role=requester')).toEqual([second, first]);
    expect(await idsOf(ada, '?role=expert')).toEqual([turned]);
    expect(await idsOf(ada, '?status=confirmed')).toEqual([second]);
    expect(await idsOf(expert, '?role=expert&status=pending')).toEqual([first]);
    expect(await idsOf(ada, '?ordering=scheduled_start&page_size=2')).toEqual([first, second]);
    expect(await idsOf(await here.signUp())).toEqual([]);
    for (const query of ['status=approved', 'role=admin'])
      expect((await ada.http.get(`/api/meetings/?${query}`)).status).toBe(400);
  });

  it('tell the state by the clock, before any sweep', async () => {
    const [pending, firm] = [await asked(1), await confirmed(3)];
    here.clock.advance(4 * HOUR_MS + DAY_MS);
    expect(await idsOf(ada, '?status=expired')).toEqual([pending]);
    expect(await idsOf(ada, '?status=completed')).toEqual([firm]);
    expect(await idsOf(ada, '?status=confirmed')).toEqual([]);
    await sweep();
    expect(await idsOf(ada, '?status=expired')).toEqual([pending]);
  });
});

it('what a meeting was about is exported, and gone with who asked', async () => {
  const id = await asked();
  const exported = (await ada.http.get('/api/v1/users/me/export')).body;
  expect(exported.meetings).toEqual([
    { id, title: 'Consultation', description: 'Need help', category: 'Cat 1' },
  ]);
  await ada.http.delete('/api/v1/users/me');
  await expectEventually(async () => {
    const { body } = await expert.http.get(`/api/meetings/${id}/`);
    expect(body).toMatchObject({ title: 'Meeting', description: '', requester_name: 'Deleted user' });
  });
});
