import { Webhook } from 'standardwebhooks';
import { PlannerService } from '../../../src/messaging/workflow-runs/planner.service.js';
import { booked, offerType, type OfferedType } from '../../support/appointments.js';
import { noticeMailsOf, noticesOf } from '../../support/notices.js';
import {
  minutesBefore as before,
  workflowBody as body,
  workflowMail as mail,
  WORKFLOWS,
  WorkflowStage,
} from '../../support/workflow-stage.js';
import { catcher } from '../../support/workflows.js';
import type { Person, World } from '../../support/world.js';

const stage = new WorkflowStage({ WEBHOOKS_ALLOW_PRIVATE: 'true' });
const { at, make, workflow, run, goTo, subjects, cancel, move, executions, statuses } = stage;
let here: World;
let host: Person;
let type: OfferedType;
let address: string;
beforeEach(() => void ({ here, host, type, address } = stage));

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
  it.each([
    ['at once', [[1, 2]]],
    ['in their order', [[1], [2]]],
    ['the other way round', [[2], [1]]],
  ])('is one step for two moves that are heard of %s', async (_, heard) => {
    const actions = [mail({ subject: 'moved', delay_minutes: 5 })];
    const { id } = await workflow({ trigger: 'booking_rescheduled', actions });
    const booking = await make();
    await run();
    const moved = (occurrence: number) => ({
      ...{ bookingId: booking.id, hostId: host.id, happenedAt: new Date() },
      occasions: [{ trigger: 'booking_rescheduled' as const, occurrence: String(occurrence) }],
    });
    const planner = here.app.get(PlannerService, { strict: false });
    for (const batch of heard) await here.db.transaction((tx) => planner.follow(tx, batch.map(moved)));
    expect((await statuses(id)).toSorted()).toEqual(['cancelled', 'pending']);
    await goTo(here.clock.millis() + 300_000);
    expect((await subjects()).filter((subject) => subject === 'moved')).toHaveLength(1);
  });

  it('is each trigger once, with its delays, in order, and on record', async () => {
    const triggers = ['created', 'confirmed', 'rescheduled', 'cancelled', 'completed', 'no_show'];
    const ids: number[] = [];
    for (const name of triggers) {
      const delay = name === 'rescheduled' ? { delay_minutes: 5 } : {};
      ids.push(
        (await workflow({ trigger: `booking_${name}`, actions: [mail({ subject: name, ...delay })] })).id,
      );
    }
    const first = await make();
    await run();
    expect((await subjects()).sort()).toEqual(['confirmed', 'created']);
    await move(first.id, at(10));
    await move(first.id, at(11));
    await goTo(here.clock.millis() + 300_000);
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
    await stage.steps.callsEnd();
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
