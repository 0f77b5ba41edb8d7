import { StepsProcessor } from '../../src/messaging/workflow-steps/steps.processor.js';
import { keepOpen, startIn } from '../support/appointments.js';
import { noticeMailsOf } from '../support/notices.js';
import { world, type World } from '../support/world.js';

const HOUR_MS = 3_600_000;

let here: World;
beforeAll(async () => {
  here = await world({ ACCESS_TOKEN_TTL: '30d', REFRESH_TOKEN_TTL: '30d' });
});
afterAll(() => here.close());

describe('the scheduling platform’s workflows', () => {
  it('remind an invitee of what was booked, moved and kept, and are seen, changed and taken away', async () => {
    const host = await here.signUp({ first_name: 'Nadia', last_name: 'Host', timezone: 'Europe/Berlin' });
    await keepOpen(here, host);
    const http = here.http().with({ authorization: `Token ${host.access}` });
    const type = await http.post('/api/v1/events/event-types/', { name: 'Discovery call', duration: 30 });
    expect(type.status).toBe(201);

    const made = await http.post('/api/v1/workflows/', {
      name: 'An hour before',
      trigger: 'before_booking',
      offset_minutes: 60,
      event_type_ids: [type.body.id],
      actions: [
        {
          ...{ type: 'email', to: 'invitee', subject: 'Soon: {{event_name}}' },
          body: 'Hello {{invitee_name}}, we meet at {{start_time}} ({{timezone}}).\n\nMove it? {{manage_url}}',
        },
        { type: 'notification', to: 'organizer', body: '{{invitee_name}} comes in an hour.' },
      ],
    });
    expect(made.status).toBe(201);
    const path = `/api/v1/workflows/${made.body.id}`;

    const booking = await here.http().post('/api/v1/events/bookings/create/', {
      ...{ organizer_slug: type.body.organizer_slug, event_type_slug: 'discovery-call' },
      ...{ start_time: startIn(here, 9), invitee_name: 'Grace Hopper', invitee_email: 'grace@example.com' },
      invitee_timezone: 'America/New_York',
    });
    expect(booking.status).toBe(201);

    // What it would say, without saying it.
    const dry = await http.post(`${path}/test/`, { booking_id: booking.body.id });
    expect(dry.body).toMatchObject({
      matched: true,
      actions: [
        { type: 'email', to: 'grace@example.com', subject: 'Soon: Discovery call', url: null },
        { type: 'notification', to: 'organizer', body: 'Grace Hopper comes in an hour.' },
      ],
    });
    await here.drainEvents();
    expect((await http.get(`${path}/executions/`)).body.results).toMatchObject([{ status: 'pending' }]);

    // The invitee moves it: the reminder moves along.
    const moved = await here.http().post(`/api/v1/events/booking/${booking.body.access_token}/manage/`, {
      ...{ action: 'reschedule', start_time: startIn(here, 12) },
    });
    expect(moved.status).toBe(200);
    await here.drainEvents();
    const steps = here.app.get(StepsProcessor, { strict: false });
    const start = Date.parse(moved.body.start_time);
    for (const hours of [4, 1]) {
      here.clock.set(new Date(start - hours * HOUR_MS));
      await steps.sweep();
    }
    const mails = await noticeMailsOf(here, { email: 'grace@example.com' });
    const [reminder, ...more] = mails.filter(({ subject }) => subject === 'Soon: Discovery call');
    expect(more).toEqual([]);
    expect(reminder!.text).toMatch(
      /^Hello Grace Hopper, we meet at \w+day, .*, 0[78]:00 \(America\/New_York\)\.\n/,
    );
    expect(reminder!.text).toContain(`/manage/${booking.body.access_token}`);
    const told = await http.get('/api/v1/notifications/?notification_type=workflow_message');
    expect(told.body.results).toMatchObject([
      { title: 'An hour before', message: 'Grace Hopper comes in an hour.' },
    ]);
    const [now, earlier] = (await http.get(`${path}/executions/`)).body.results;
    expect([now.status, earlier.status]).toEqual(['succeeded', 'cancelled']);
    expect(now.actions.map(({ status }: { status: string }) => status)).toEqual(['succeeded', 'succeeded']);

    expect((await http.put(`${path}/`, { is_active: false })).body.is_active).toBe(false);
    expect((await http.get('/api/v1/workflows/')).body).toMatchObject({
      count: 1,
      results: [{ is_active: false }],
    });
    expect((await http.delete(`${path}/`)).status).toBe(204);
    expect((await http.get(`${path}/`)).status).toBe(404);
  });
});
