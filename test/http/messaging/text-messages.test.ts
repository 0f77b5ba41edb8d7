import { mailedToken } from '../../support/mailbox.js';
import { noticesOf } from '../../support/notices.js';
import { eventually } from '../../support/eventually.js';
import { TextProcessor } from '../../../src/platform/sms/text.processor.js';
import { loadConfig } from '../../../src/platform/config/config.js';
import { workflowBody, workflowMail, WORKFLOWS, WorkflowStage } from '../../support/workflow-stage.js';
import { catcher, type CaughtCall } from '../../support/workflows.js';
import type { Person } from '../../support/world.js';

const FORM = '/2010-04-01/Accounts/AC123/Messages.json';
const TWILIO = { TWILIO_ACCOUNT_SID: 'AC123', TWILIO_AUTH_TOKEN: 'a-token', TWILIO_FROM: '+12025550199' };

let peer: Awaited<ReturnType<typeof catcher>>;
let refusal: object = {};
const env: Record<string, string> = { ...TWILIO, SMS_PER_DAY: '5' };
beforeAll(async () => {
  peer = await catcher(() => refusal);
  env.TWILIO_API_URL = peer.url;
});
afterAll(() => peer.close());
const stage = new WorkflowStage(env);
const { make, workflow, executions } = stage;

const text = (more: Record<string, unknown> = {}) => ({
  ...workflowMail({ type: 'sms', subject: null, body: 'Hi {{invitee_name}}, {{event_name}}' }),
  ...more,
});
const formOf = ({ body }: CaughtCall) => Object.fromEntries(new URLSearchParams(body));
async function prove(person: Person): Promise<void> {
  const token = await mailedToken(stage.here, person.email, 'verify-email');
  expect((await stage.here.http().post('/api/v1/users/verify-email', { token })).status).toBe(200);
}
/** Everything that waits is sent, and its end known. */
async function run(): Promise<void> {
  await stage.run();
  await stage.here.app.get(TextProcessor, { strict: false }).sweep();
  await eventually(async () => {
    // Whoever sends one has it for a minute by a clock that stands still; no pause is as long.
    const waiting = `SELECT count(*)::int AS open FROM platform.texts WHERE status = 'waiting'
      AND (next_attempt_at <= $1 OR next_attempt_at = $1::timestamptz + interval '1 minute')`;
    const [row] = await stage.here.db.query<{ open: number }>(waiting, [stage.here.clock.now()]);
    expect(row!.open).toBe(0);
  });
  await stage.steps.settleTexts();
}
const errors = async (id: number) => (await executions(id)).map(({ actions }) => actions[0].error);

beforeEach(() => {
  peer.calls.length = 0;
  refusal = {};
});

describe('a text message', () => {
  it('goes to the invitee’s number of that booking as one form, once, and its end is on record', async () => {
    await prove(stage.host);
    const { id } = await workflow({ actions: [text()] });
    await make(9, { invitee_phone: '+1 (202) 555-0123' });
    await make(10, { invitee_phone: '202 555 0123' });
    await run();
    expect(peer.calls.map(formOf)).toEqual([
      { To: '+12025550123', From: '+12025550199', Body: 'Hi Grace Hopper, Intro call' },
    ]);
    const [{ path, headers }] = peer.calls as [CaughtCall];
    expect([path, headers['content-type']]).toEqual([
      FORM,
      expect.stringContaining('application/x-www-form-urlencoded'),
    ]);
    expect(headers.authorization).toBe(`Basic ${Buffer.from('AC123:a-token').toString('base64')}`);
    expect((await executions(id)).map(({ status }) => status)).toEqual(['skipped', 'succeeded']);
    expect(await errors(id)).toEqual(['There is no number that can be reached.', null]);
    const kept = await stage.here.db.query('SELECT FROM platform.texts WHERE content IS NOT NULL');
    expect(kept).toEqual([]);
  });

  it('to a number that opted out is tried once; what fails there is tried five times', async () => {
    await prove(stage.host);
    const { id } = await workflow({ actions: [text()] });
    refusal = { code: 21610 };
    peer.answers.push(400);
    await make(9, { invitee_phone: '+12025550124' });
    await run();
    expect(await errors(id)).toEqual(['This number wants no text messages: 400, error 21610.']);
    refusal = { code: 20500 };
    peer.answers.push(500, 500, 500, 500, 500, 500);
    await make(10, { invitee_phone: '+12025550125' });
    await run();
    expect((await executions(id))[0].status).toBe('running');
    for (const pause of [30, 120, 600, 1_800, 7_200]) {
      stage.here.clock.advance(pause * 1_000);
      await run();
    }
    expect(peer.calls).toHaveLength(6);
    peer.answers.length = 0;
    expect((await executions(id))[0].status).toBe('failed');
    expect((await errors(id))[0]).toBe('The text message was not taken: 500, error 20500.');
  });

  it('comes from proven accounts alone, within a day’s measure of theirs and three a number', async () => {
    const { id } = await workflow({ actions: [text()] });
    await make(9, { invitee_phone: '+12025550126' });
    await run();
    expect(await errors(id)).toEqual(['Left out: the organizer has proven no e-mail address.']);
    await prove(stage.host);
    for (let hour = 10; hour < 14; hour++) await make(hour, { invitee_phone: '+12025550126' });
    for (let hour = 14; hour < 17; hour++) await make(hour, { invitee_phone: `+120255501${hour + 20}` });
    await run();
    expect(peer.calls).toHaveLength(5);
    const left = (await errors(id)).filter((error) => error === 'Left out: too many text messages in a day.');
    expect(left).toHaveLength(2);
  });

  it('to a number of one’s choice is one’s own alone', async () => {
    const { http } = stage.host;
    const answer = await http.post(WORKFLOWS, workflowBody({ actions: [text({ to: '+12025550127' })] }));
    expect([answer.status, Object.keys(answer.body.field_errors)]).toEqual([400, ['actions.0.to']]);
    await http.patch('/api/v1/users/me', { phone: '+1 202-555-0127' });
    await prove(stage.host);
    await workflow({ actions: [text({ to: '+1 202 555 0127' }), text({ to: 'organizer' })] });
    await make();
    await run();
    expect(peer.calls.map((call) => formOf(call).To)).toEqual(['+12025550127', '+12025550127']);
  });

  it('is a notification’s too, for who chose it, at the number of the own profile', async () => {
    const { host, here } = stage;
    await host.http.patch('/api/v1/users/me', { phone: '+12025550128' });
    await prove(host);
    await make(9);
    expect(await noticesOf(here, host)).toHaveLength(1);
    await host.http.put('/api/v1/notifications/preferences', {
      preferences: { booking_created: { sms: true } },
    });
    await make(10);
    expect(await noticesOf(here, host)).toHaveLength(2);
    await run();
    expect(peer.calls.map(formOf)).toEqual([
      {
        To: '+12025550128',
        From: '+12025550199',
        Body: expect.stringMatching(/^Convoke: New booking\. Somebody booked/),
      },
    ]);
  });
});

describe('the provider of text messages', () => {
  const problems = (variables: Record<string, string>) => {
    try {
      loadConfig({ NODE_ENV: 'test', ...variables });
      return 'none';
    } catch (error) {
      return (error as Error).message;
    }
  };

  it('is set up whole or not at all, with a number or a service that sends', () => {
    expect(problems({})).toBe('none');
    expect(problems({ ...TWILIO, TWILIO_FROM: 'MG0123abc' })).toBe('none');
    expect(problems({ TWILIO_ACCOUNT_SID: 'AC123' })).toContain('must be set together');
    expect(problems({ ...TWILIO, TWILIO_FROM: '2025550199' })).toContain('TWILIO_FROM must be a number with +');
  });
});
