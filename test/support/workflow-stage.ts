import { COMPLETIONS_DUE, DueBookingsProcessor } from '../../src/booking/bookings/due-bookings.processor.js';
import { ReplanningProcessor } from '../../src/messaging/workflow-runs/replanning.processor.js';
import { STEPS_DUE } from '../../src/messaging/workflow-steps/steps.repository.js';
import { StepsProcessor } from '../../src/messaging/workflow-steps/steps.processor.js';
import { booked, offerType, openHost, startIn, type OfferedType } from './appointments.js';
import { eventually } from './eventually.js';
import { brokenInvariants } from './invariants.js';
import { noticeMailsOf } from './notices.js';
import { WORKFLOWS, workflowBody } from './workflow-bodies.js';
import { world, type Person, type World } from './world.js';

export { WORKFLOWS, workflowBody, workflowMail } from './workflow-bodies.js';

const MINUTE_MS = 60_000;
export const minutesBefore = (iso: string, minutes: number) => new Date(iso).getTime() - minutes * MINUTE_MS;

/** For each test a new host with something to book, and an address that nobody has used. */
export class WorkflowStage {
  here: World;
  host: Person;
  type: OfferedType;
  address: string;
  private made = 0;

  constructor(env: Record<string, string> = {}) {
    beforeAll(async () => {
      this.here = await world({ ACCESS_TOKEN_TTL: '300d', REFRESH_TOKEN_TTL: '300d', ...env });
    });
    beforeEach(async () => {
      this.host = await openHost(this.here, 'Asia/Kolkata');
      this.type = await offerType(this.here, this.host, { location: 'https://meet.example.org/ada' });
      this.address = `workflow${++this.made}@example.com`;
    });
    afterEach(async () => {
      expect(await brokenInvariants(this.here.db)).toEqual({});
    });
    afterAll(() => this.here.close());
  }

  readonly at = (hours: number) => startIn(this.here, hours);

  readonly make = (hours = 9, more: Record<string, unknown> = {}, of = this.type) => {
    const invitee = { invitee_email: this.address, invitee_timezone: 'Asia/Tokyo', ...more };
    return booked(this.here.http(), of, this.at(hours), invitee);
  };

  readonly workflow = async (more: Record<string, unknown> = {}, of = this.host): Promise<any> => {
    const answer = await of.http.post(WORKFLOWS, workflowBody(more));
    expect([answer.status, answer.body]).toEqual([201, expect.anything()]);
    await this.plan();
    return answer.body;
  };

  /** Everything that is due by the clock is done. */
  readonly run = async () => {
    await this.here.drainEvents();
    await this.plan();
    await this.steps.sweep();
    // What the schedule has begun is no work of this sweep.
    await this.nothingIs(STEPS_DUE, 'A step is under way.');
  };

  private readonly nothingIs = (due: string, otherwise: string) =>
    eventually(async () => {
      const found = await this.here.db.query(`SELECT WHERE ${due}`, { now: this.here.clock.now() });
      if (found.length > 0) throw new Error(otherwise);
    });

  readonly goTo = async (instant: string | number) => {
    await this.here.drainEvents();
    this.here.clock.set(new Date(instant));
    await this.here.app.get(DueBookingsProcessor, { strict: false }).complete();
    // What the schedule has taken by now is no work of this call.
    await this.nothingIs(COMPLETIONS_DUE, 'A booking is still to be completed.');
    await this.run();
  };

  /** Of the mails that workflows sent. */
  readonly subjects = async (email = this.address) =>
    (await noticeMailsOf(this.here, { email }))
      .map(({ subject }) => subject)
      .filter((each) => !/^(Booking |New time: |Cancelled: )/.test(each!));

  readonly cancel = async (id: number) =>
    expect((await this.host.http.post(`/api/v1/bookings/${id}/cancel`, {})).status).toBe(200);

  readonly move = async (id: number, start_time: string) =>
    expect((await this.host.http.post(`/api/v1/bookings/${id}/reschedule`, { start_time })).status).toBe(200);

  readonly executions = async (id: number): Promise<any[]> =>
    (await this.host.http.get(`${WORKFLOWS}/${id}/executions`)).body.results;

  readonly statuses = async (id: number) => (await this.executions(id)).map(({ status }) => status);

  get steps(): StepsProcessor {
    return this.here.app.get(StepsProcessor, { strict: false });
  }

  private plan(): Promise<void> {
    return this.here.app.get(ReplanningProcessor, { strict: false }).planAnew();
  }
}
