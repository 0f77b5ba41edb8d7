import { Webhook } from 'standardwebhooks';
import { DueBookingsProcessor } from '../../../src/booking/bookings/due-bookings.processor.js';
import { MessagingPersonalData } from '../../../src/messaging/messaging.personal-data.js';
import { ReplanningProcessor } from '../../../src/messaging/workflow-runs/replanning.processor.js';
import { StepsProcessor } from '../../../src/messaging/workflow-steps/steps.processor.js';
import { booked, offerType, openHost, startIn, type OfferedType } from '../../support/appointments.js';
import { catcher } from '../../support/workflows.js';
import { brokenInvariants } from '../../support/invariants.js';
import { noticeMailsOf, noticesOf } from '../../support/notices.js';
import { world, type Person, type World } from '../../support/world.js';

const MINUTE_MS = 60_000;
const WORKFLOWS = '/api/v1/workflows';

let here: World;
let host: Person;
let type: OfferedType;
let made = 0;
/** An address that nobody has used. */
let address: string;

beforeAll(async () => {
  here = await world({ WEBHOOKS_ALLOW_PRIVATE: 'true', ACCESS_TOKEN_TTL: '300d', REFRESH_TOKEN_TTL: '300d' });
});
beforeEach(async () => {
  host = await openHost(here, 'Asia/Kolkata');
  type = await offerType(here, host, { location: 'https://meet.example.org/ada' });
  address = `workflow${++made}@example.com`;
});
afterEach(async () => {
  here.clock.reset();
  expect(await brokenInvariants(here.db)).toEqual({});
});
afterAll(() => here.close());

const at = (hours: number) => startIn(here, hours);
const make = (hours = 9, more: Record<string, unknown> = {}, of = type) =>
  booked(here.http(), of, at(hours), { invitee_email: address, invitee_timezone: 'Asia/Tokyo', ...more });
const mail = (more: Record<string, unknown> = {}) => ({
  ...{ type: 'email', to: 'invitee', subject: 'Soon: {{event_name}}', body: 'Hello {{invitee_name}}!' },
  ...more,
});
const body = (more: Record<string, unknown> = {}) => ({
  ...{ name: 'A workflow', trigger: 'booking_created', actions: [mail()], ...more },
});
async function workflow(more: Record<string, unknown> = {}, of = host): Promise<any> {
  const answer = await of.http.post(WORKFLOWS, body(more));
  expect([answer.status, answer.body]).toEqual([201, expect.anything()]);
  await plan();
  return answer.body;
}
const plan = () => here.app.get(ReplanningProcessor, { strict: false }).planAnew();
/** Everything that is due by the clock is done. */
async function run(): Promise<void> {
  await here.drainEvents();
  await plan();
  await here.app.get(StepsProcessor, { strict: false }).sweep();
}
async function goTo(instant: string | number): Promise<void> {
  await here.drainEvents();
  here.clock.set(new Date(instant));
  await here.app.get(DueBookingsProcessor, { strict: false }).complete();
  await run();
}
const subjects = async (email = address) =>
  (await noticeMailsOf(here, { email }))
    .map(({ subject }) => subject)
    .filter((each) => !/^(Booking |New time: |Cancelled: )/.test(each!));
const before = (iso: string, minutes: number) => new Date(iso).getTime() - minutes * MINUTE_MS;
const cancel = async (id: number) =>
  expect((await host.http.post(`/api/v1/bookings/${id}/cancel`, {})).status).toBe(200);
const move = async (id: number, start_time: string) =>
  expect((await host.http.post(`/api/v1/bookings/${id}/reschedule`, { start_time })).status).toBe(200);
async function executions(id: number): Promise<any[]> {
  return (await host.http.get(`${WORKFLOWS}/${id}/executions`)).body.results;
}
const statuses = async (id: number) => (await executions(id)).map(({ status }) => status);

describe('a workflow', () => {
  it('is made, read, changed in what is sent, listed and deleted by its owner alone', async () => {
    const sent = {
      ...{ trigger: 'before_booking', offset_minutes: 60, event_type_ids: [type.id] },
      conditions: [{ field: 'custom_answers.topic', operator: 'equals', value: 3 }],
    };
    const one = await workflow(sent);
    const action = { ...mail(), url: null, delay_minutes: 0 };
    const shown = { ...sent, name: 'A workflow', actions: [action], is_active: true };
    expect(one).toEqual({
      id: one.id,
      ...shown,
      webhook_secret: null,
      created_at: one.created_at,
      updated_at: one.created_at,
    });
    here.clock.tick();
    const put = await host.http.put(`${WORKFLOWS}/${one.id}`, { name: 'Other', conditions: [] });
    expect(put.body).toMatchObject({ ...shown, name: 'Other', conditions: [] });
    expect(put.body.updated_at > one.updated_at).toBe(true);
    expect((await host.http.get(`${WORKFLOWS}/${one.id}`)).body).toEqual(put.body);
    const { webhook_secret: _, ...listed } = put.body;
    expect((await host.http.get(`${WORKFLOWS}?trigger=before_booking`)).body.results).toEqual([listed]);
    expect((await host.http.get(`${WORKFLOWS}?is_active=false`)).body.count).toBe(0);
    const other = await here.signUp();
    for (const answer of [
      await other.http.get(`${WORKFLOWS}/${one.id}`),
      await other.http.put(`${WORKFLOWS}/${one.id}`, { name: 'Mine' }),
      await other.http.delete(`${WORKFLOWS}/${one.id}`),
      await other.http.get(`${WORKFLOWS}/${one.id}/executions`),
      await other.http.post(`${WORKFLOWS}/${one.id}/test`, { booking_id: 1 }),
    ])
      expect(answer.status).toBe(404);
    expect((await host.http.delete(`${WORKFLOWS}/${one.id}`)).status).toBe(204);
    expect((await host.http.get(`${WORKFLOWS}/${one.id}`)).status).toBe(404);
  });

  it.each<[string, Record<string, unknown>, string[]]>([
    ['trigger', { trigger: 'booking_paid' }, ['trigger']],
    ['time by the clock without minutes', { trigger: 'after_booking' }, ['offset_minutes']],
    ['time before zero', { trigger: 'after_booking', offset_minutes: -1 }, ['offset_minutes']],
    [
      'operator',
      { conditions: [{ field: 'event_type', operator: 'like', value: 1 }] },
      ['conditions.0.operator'],
    ],
    ['field', { conditions: [{ field: 'price', operator: 'equals', value: 1 }] }, ['conditions.0.field']],
    ['action', { actions: [mail({ type: 'fax' })] }, ['actions.0.type']],
    ['variable', { actions: [mail({ body: 'Your {{password}}' })] }, ['actions.0.body']],
    ['section', { actions: [mail({ subject: '{{#x}}{{/x}}' })] }, ['actions.0.subject']],
    ['addressee', { actions: [mail(), mail({ to: 'everybody' })] }, ['actions.1.to']],
    ['number of actions', { actions: [] }, ['actions']],
    ['event type of another', { event_type_ids: [999_999] }, ['event_type_ids']],
  ])('of an unknown %s is refused, and the field named', async (_, wrong, fields) => {
    const answer = await host.http.post(WORKFLOWS, body(wrong));
    expect(answer.status).toBe(400);
    expect(Object.keys(answer.body.field_errors)).toEqual(fields);
  });

  it('has no more than fifty of its kind', async () => {
    await here.db.query(
      `INSERT INTO messaging.workflows
         (owner_id, name, trigger, actions, last_action_key, created_at, updated_at)
       SELECT $1, 'Many', 'booking_created', '[{"key": 1}]', 1, now(), now() FROM generate_series(1, 49)`,
      [host.id],
    );
    const answers = await Promise.all(
      [1, 2, 3].map(() => host.http.post(WORKFLOWS, body({ is_active: false }))),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 409, 409]);
    expect(answers.find(({ status }) => status === 409)!.body.code).toBe('TOO_MANY_WORKFLOWS');
  });

  it('says what it would do, in the reader’s zone, and does nothing', async () => {
    const booking = await make(9, { invitee_name: 'Grace {{manage_url}} <b>' });
    const text = '{{start_time}}–{{end_time}} {{timezone}} {{location}} {{organizer_name}} {{manage_url}}';
    const one = await workflow({
      ...{ trigger: 'before_booking', offset_minutes: 90 },
      actions: [
        mail({ body: text }),
        mail({ to: 'organizer', body: `{{invitee_email}} ${text}`, delay_minutes: 30 }),
      ],
    });
    const dry = await host.http.post(`${WORKFLOWS}/${one.id}/test`, { booking_id: booking.id });
    const [toInvitee, toHost] = dry.body.actions;
    expect(dry.body.matched).toBe(true);
    expect(toInvitee).toMatchObject({ type: 'email', to: address, subject: 'Soon: Intro call', url: null });
    expect(toInvitee.body).toMatch(
      /^\w+day, \d+ \w+ \d{4}, 18:00–\w+day, .*, 18:30 Asia\/Tokyo https:\/\/meet\.example\.org\/ada Ada Host/,
    );
    expect(toInvitee.body).toContain(`/manage/${booking.access_token}`);
    expect(toHost.body).toMatch(new RegExp(`^${address} .*, 14:30–.*, 15:00 Asia/Kolkata`));
    expect(toHost.body).not.toContain(booking.access_token);
    expect([toInvitee.scheduled_for, toHost.scheduled_for]).toEqual(
      [90, 60].map((minutes) => new Date(before(booking.start_time, minutes)).toISOString()),
    );
    await host.http.put(`${WORKFLOWS}/${one.id}`, {
      conditions: [{ field: 'attendee_count', operator: 'greater_than', value: 1 }],
    });
    const unmatched = await host.http.post(`${WORKFLOWS}/${one.id}/test`, { booking_id: booking.id });
    expect(unmatched.body).toEqual({ matched: false, actions: [] });
    await run();
    expect(await subjects()).toEqual([]);
  });
});

describe('what a booking sets off', () => {
  it('is each trigger once, with its delays, in order, and on record', async () => {
    const triggers = ['created', 'confirmed', 'rescheduled', 'cancelled', 'completed', 'no_show'];
    const ids: number[] = [];
    for (const name of triggers)
      ids.push((await workflow({ trigger: `booking_${name}`, actions: [mail({ subject: name })] })).id);
    const first = await make();
    await run();
    expect((await subjects()).sort()).toEqual(['confirmed', 'created']);
    await move(first.id, at(10));
    await move(first.id, at(11));
    await run();
    await cancel(first.id);
    await run();
    const second = await make(12);
    await run();
    await goTo(before(second.end_time, -1));
    await host.http.post(`/api/v1/bookings/${second.id}/no-show`, {});
    await run();
    const counts = Object.fromEntries(triggers.map((name) => [name, 0]));
    for (const subject of await subjects()) if (subject! in counts) counts[subject!]!++;
    expect(counts).toEqual({
      created: 2,
      confirmed: 2,
      rescheduled: 1,
      cancelled: 1,
      completed: 1,
      no_show: 1,
    });
    expect(await statuses(ids[2]!)).toEqual(['succeeded', 'cancelled']);
    expect(await executions(ids[3]!)).toEqual([
      {
        ...{ id: expect.any(Number), booking_id: first.id, trigger: 'booking_cancelled', status: 'succeeded' },
        actions: [
          {
            ...{ type: 'email', status: 'succeeded', error: null },
            ...{ scheduled_for: expect.any(String), finished_at: expect.any(String) },
          },
        ],
        created_at: expect.any(String),
      },
    ]);
  });

  it('is escaped in mails, whatever the invitee is called, and greets nobody by itself', async () => {
    await workflow({ actions: [mail({ subject: 'Hi {{invitee_name}}' })] });
    await make(9, { invitee_name: '{{manage_url}} <script>alert(1)</script>' });
    await run();
    const [found] = (await noticeMailsOf(here, { email: address })).filter(({ subject }) =>
      /^Hi /.test(subject!),
    );
    expect(found!.text).toMatch(/^Hello \{\{manage_url\}\} <script>alert\(1\)<\/script>!\n/);
    expect(found!.html).toContain('Hello {{manage_url}} &lt;script&gt;alert(1)&lt;/script&gt;!');
    expect(found!.html).not.toContain('<script>');
    expect(found!.headers.find(({ key }) => key === 'list-unsubscribe')!.value).toContain('/unsubscribe/');
  });

  it('is a notification with the subject as its title, for who has an account', async () => {
    const invitee = await here.signUp();
    const notification = (to: string) => mail({ type: 'notification', to, subject: `For the ${to}` });
    const one = await workflow({ actions: [notification('invitee'), notification('organizer')] });
    await booked(invitee.http, type, at(9), { invitee_email: invitee.email });
    await make(10);
    await run();
    const [told] = await noticesOf(here, invitee, '?notification_type=workflow_message');
    expect(told).toMatchObject({ title: 'For the invitee', message: 'Hello Grace Hopper!' });
    const toHost = await noticesOf(here, host, '?notification_type=workflow_message');
    expect(toHost.map(({ title }) => title)).toEqual(['For the organizer', 'For the organizer']);
    expect((await executions(one.id)).map(({ actions }) => actions[0].error).sort()).toEqual([
      ...['The invitee has no account.', null],
    ]);
    expect(await subjects(invitee.email)).not.toContain('For the invitee');
  });

  it('is none where type or conditions do not fit, and none that its reader stopped', async () => {
    const other = await offerType(here, host);
    const one = await workflow({
      event_type_ids: [other.id],
      conditions: [{ field: 'invitee_name', operator: 'contains', value: 'hopper' }],
    });
    await make(9);
    await make(10, { invitee_name: 'Ada' }, other);
    await run();
    expect(await executions(one.id)).toEqual([]);
    await make(11, {}, other);
    await run();
    expect(await subjects()).toEqual(['Soon: Intro call']);
    const [stoppable] = (await noticeMailsOf(here, { email: address })).filter(({ subject }) =>
      subject!.startsWith('Soon'),
    );
    const link = /<([^>]+)>/.exec(stoppable!.headers.find(({ key }) => key === 'list-unsubscribe')!.value)![1]!;
    expect((await here.http().post(new URL(link).pathname, {})).status).toBe(200);
    await make(12, {}, other);
    await run();
    expect(await statuses(one.id)).toEqual(['skipped', 'succeeded']);
    expect(await subjects()).toEqual(['Soon: Intro call']);
  });

  it('to other addresses counts as mail that nobody asked for', async () => {
    const one = await workflow({ actions: [mail({ to: 'stranger@example.com' })] });
    await make();
    await run();
    expect(await subjects('stranger@example.com')).toEqual([]);
    expect(await statuses(one.id)).toEqual(['skipped']);
  });
});

describe('a webhook of a workflow', () => {
  const sweep = async () => {
    await run();
    await here.app.get(StepsProcessor, { strict: false }).callsEnd();
  };

  it('is the trigger and the booking, signed, and tried five times under one id', async () => {
    const peer = await catcher();
    const action = { type: 'webhook', url: peer.url };
    const { id, webhook_secret } = await workflow({ actions: [action, mail({ subject: 'Beside it' })] });
    expect((await host.http.get(`${WORKFLOWS}/${id}`)).body.webhook_secret).toBe(webhook_secret);
    const booking = await make();
    peer.answers.push(500, 302);
    await sweep();
    expect(await statuses(id)).toEqual(['running']);
    here.clock.advance(29_000);
    await sweep();
    expect(peer.calls).toHaveLength(1);
    here.clock.advance(1_000);
    await sweep();
    here.clock.advance(120_000);
    await sweep();
    expect((await executions(id))[0]).toMatchObject({
      status: 'succeeded',
      actions: [
        { type: 'webhook', status: 'succeeded', error: null },
        { type: 'email', status: 'succeeded' },
      ],
    });
    expect(new Set(peer.calls.map(({ headers }) => headers['webhook-id'])).size).toBe(1);
    expect(peer.calls).toHaveLength(3);
    const { headers, body: sent } = peer.calls.at(-1)!;
    const { access_token, manage_url: _, ...shown } = booking;
    const [signature] = [new Webhook(webhook_secret)].map((lib) =>
      lib.sign(headers['webhook-id']!, new Date(Number(headers['webhook-timestamp']) * 1_000), sent),
    );
    expect(headers['webhook-signature']).toBe(signature);
    expect(JSON.parse(sent)).toEqual({ trigger: 'booking_created', booking: shown });
    expect(sent).not.toContain(access_token);
    await make(10);
    peer.answers.push(500, 500, 500, 500, 500);
    for (const pause of [0, 30, 120, 600, 1_800, 7_200]) {
      here.clock.advance(pause * 1_000);
      await sweep();
    }
    expect(peer.calls).toHaveLength(8);
    expect((await executions(id))[0].actions[0]).toMatchObject({ status: 'failed', error: 'It answered 500.' });
    await peer.close();
  });

  it('calls nobody that is not to be called', async () => {
    const answer = await host.http.post(
      WORKFLOWS,
      body({ actions: [{ type: 'webhook', url: 'ftp://a.example' }] }),
    );
    expect([answer.status, Object.keys(answer.body.field_errors)]).toEqual([400, ['actions.0.url']]);
  });
});

describe('a step by the clock', () => {
  const reminder = (more: Record<string, unknown> = {}) =>
    workflow({ trigger: 'before_booking', offset_minutes: 120, actions: [mail({ subject: 'Soon' })], ...more });

  it('is done at its moment, not before and not again', async () => {
    const { id } = await reminder();
    const { start_time } = await make();
    await run();
    const [{ actions }] = await executions(id);
    expect(actions[0]).toMatchObject({ status: 'pending', finished_at: null });
    expect(new Date(actions[0].scheduled_for).getTime()).toBe(before(start_time, 120));
    await goTo(before(start_time, 121));
    expect(await subjects()).toEqual([]);
    await goTo(before(start_time, 120));
    await goTo(before(start_time, 60));
    expect(await subjects()).toEqual(['Soon']);
  });

  it('comes after the end too, unless nobody came', async () => {
    await workflow({ trigger: 'after_booking', offset_minutes: 60, actions: [mail({ subject: 'Thanks' })] });
    const [came, missed] = [await make(9), await make(10, { invitee_email: `missed-${address}` })];
    await goTo(before(missed.end_time, -1));
    expect((await host.http.post(`/api/v1/bookings/${missed.id}/no-show`, {})).status).toBe(200);
    await goTo(before(came.end_time, -61));
    await goTo(before(missed.end_time, -61));
    expect(await subjects()).toEqual(['Thanks']);
    expect(await subjects(`missed-${address}`)).toEqual([]);
  });

  it('is skipped where its moment had passed when it was booked or moved there', async () => {
    const { id } = await reminder({ offset_minutes: 500_000 });
    await make();
    await run();
    expect(await statuses(id)).toEqual(['skipped']);
    expect(await subjects()).toEqual([]);
  });

  it('moves with its booking, and goes with it', async () => {
    const { id } = await reminder();
    const one = await make(9);
    await run();
    const movedTo = at(15);
    await move(one.id, movedTo);
    await goTo(before(one.start_time, 120));
    expect(await subjects()).toEqual([]);
    const other = await make(12);
    await run();
    await cancel(other.id);
    await goTo(before(movedTo, 120));
    expect(await subjects()).toEqual(['Soon']);
    expect((await statuses(id)).sort()).toEqual(['cancelled', 'cancelled', 'succeeded']);
  });

  it('comes once for a start, however often the booking comes back to it', async () => {
    await reminder();
    const { id, start_time } = await make(20);
    const later = at(22);
    await goTo(before(start_time, 120));
    await move(id, later);
    await run();
    await move(id, start_time);
    await goTo(before(start_time, 60));
    expect((await subjects()).filter((each) => each === 'Soon')).toEqual(['Soon']);
  });

  it('of a changed workflow is planned anew, also for what is booked, and what is sent stays', async () => {
    const first = await make(9);
    const { id } = await reminder();
    await goTo(before(first.start_time, 120));
    const second = await make(0, { invitee_email: `second-${address}` });
    await run();
    const change = (more: Record<string, unknown>) => host.http.put(`${WORKFLOWS}/${id}`, more);
    expect((await change({ offset_minutes: 30, actions: [mail({ subject: 'Very soon' })] })).status).toBe(200);
    await goTo(before(first.start_time, 30));
    expect(await subjects()).toEqual(['Soon']);
    await goTo(before(second.start_time, 31));
    expect(await subjects(`second-${address}`)).toEqual([]);
    await change({ is_active: false });
    await goTo(before(second.start_time, 30));
    expect(await subjects(`second-${address}`)).toEqual([]);
    await change({ is_active: true });
    await run();
    expect(await subjects(`second-${address}`)).toEqual(['Very soon']);
  });

  it('of a deleted workflow, or of a suspended host, is not done', async () => {
    const { id } = await reminder();
    const { start_time } = await make();
    await run();
    await host.http.delete(`${WORKFLOWS}/${id}`);
    await reminder({ actions: [mail({ to: 'organizer', subject: 'Soon' })] });
    await here.db.query(`UPDATE identity.accounts SET status = 'suspended' WHERE id = $1`, [host.id]);
    await goTo(before(start_time, 120));
    expect(await subjects()).toEqual([]);
    expect(await subjects(host.email)).not.toContain('Soon');
  });

  it('that was due while the service was away comes late, but not after the start', async () => {
    await reminder();
    const [one, two] = [await make(9), await make(12, { invitee_email: `two-${address}` })];
    await goTo(before(two.start_time, 15));
    expect(await subjects()).toEqual([]);
    expect(await subjects(`two-${address}`)).toEqual(['Soon']);
    expect(new Date(one.start_time).getTime()).toBeLessThan(here.clock.millis());
  });
});

it('is exported with its owner, and erased with them', async () => {
  const leaver = await here.signUp();
  const { id } = await workflow({ name: 'Mine alone' }, leaver);
  const exported = await leaver.http.get('/api/v1/users/me/export');
  expect(JSON.stringify(exported.body)).toContain('Mine alone');
  await here.db.transaction((tx) =>
    here.app.get(MessagingPersonalData, { strict: false }).erase(tx, leaver.id),
  );
  expect(await here.db.query('SELECT FROM messaging.workflows WHERE id = $1', [id])).toEqual([]);
});
