import { eventually } from './eventually.js';
import type { Installation } from './installation.js';
import { proveAddress, signUp, type Person } from './people.js';
import { SteadyLoad } from './steady-load.js';
import { WEBHOOKS } from './webhook-bodies.js';
import { catcher } from './workflows.js';
import { WORKFLOWS, workflowMail } from './workflow-bodies.js';
import type { Http } from './http.js';

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;
const LENGTH_MINUTES = 5;
/** Longer than what a killed process was about is left to it. */
const SETTLED_WITHIN_MS = 180_000;

export const TELLS_PROGRAMS = { WEBHOOKS_ALLOW_PRIVATE: 'true' };

/** Of the appointments that were acknowledged; all zero when every promise was kept. */
export interface Untold {
  /** Without exactly one webhook, or one of which the receiver has not heard. */
  webhooksWrong: number;
  /** Of which the workflow did not take each of its steps exactly once. */
  stepsWrong: number;
}

/** Appointments with a host whose webhook, and whose workflow by mail and by a call, tell of each. */
export class ToldPrograms extends SteadyLoad {
  readonly acknowledged: number[] = [];
  private turns = 0;

  private constructor(
    private readonly installation: Installation,
    url: string,
    guest: Person,
    private readonly receiver: Awaited<ReturnType<typeof catcher>>,
    private readonly bookable: object,
    pauseMs: number,
  ) {
    super(url, pauseMs);
    this.begin([guest]);
  }

  static async begin(installation: Installation, pauseMs: number): Promise<ToldPrograms> {
    const { apis, db } = installation;
    const [host, guest] = [await signUp(apis[0].http()), await signUp(apis[0].http())];
    await proveAddress(db, host);
    await db.query(
      `INSERT INTO scheduling.availability_rules (owner_id, day_of_week, opens, closes)
       SELECT $1, day, '00:00', '24:00' FROM generate_series(1, 7) day`,
      [host.id],
    );
    const receiver = await catcher();
    const made = async (path: string, body: object) => {
      const answer = await host.http.post(path, body);
      if (answer.status !== 201) throw new Error(`${path} answered ${answer.status}.`);
      return answer.body;
    };
    const offered = { name: 'Call', duration: LENGTH_MINUTES, booking_window_type: 'unlimited' };
    const { organizer_slug, slug: event_type_slug } = await made('/api/v1/events/event-types', offered);
    await made(WEBHOOKS, { url: `${receiver.url}/webhook`, events: ['booking.created'] });
    const actions = [workflowMail(), { type: 'webhook', url: `${receiver.url}/workflow` }];
    await made(WORKFLOWS, { name: 'Tell', trigger: 'booking_created', actions });
    const bookable = { organizer_slug, event_type_slug, invitee_name: 'Ann', invitee_email: 'ann@example.com' };
    return new ToldPrograms(installation, apis[0].url, guest, receiver, bookable, pauseMs);
  }

  /** Waits until all is told that is to be told. */
  async untold(): Promise<Untold> {
    const { db } = this.installation;
    await eventually(
      async () => {
        const open = await db.value(
          `SELECT (SELECT count(*) FROM integrations.webhook_deliveries WHERE status = 'pending')
             + (SELECT count(*) FROM messaging.workflow_steps WHERE status IN ('pending', 'running'))
             + (SELECT count(*) FROM platform.mails WHERE status = 'waiting')`,
        );
        if (open > 0) throw new Error(`${open} webhooks, steps and mails are under way.`);
      },
      SETTLED_WITHIN_MS,
      200,
    );
    const webhooks = await this.singly(
      `SELECT (d.body::jsonb #>> '{data,id}')::bigint FROM integrations.webhook_deliveries d
       WHERE d.status = 'succeeded' AND d.type = 'booking.created'`,
    );
    const mails = await this.singly(
      `SELECT s.booking_id FROM messaging.workflow_steps s
       JOIN platform.mails m ON m.dedupe_key = 'workflow-step:' || s.id
       WHERE s.type = 'email' AND s.status = 'succeeded' AND m.status = 'sent'`,
    );
    const calls = await this.singly(
      `SELECT booking_id FROM messaging.workflow_steps WHERE type = 'webhook' AND status = 'succeeded'`,
    );
    const [heard, called] = [this.heardAt('/webhook', 'data'), this.heardAt('/workflow', 'booking')];
    const wrong = (rows: Set<number>, told: Map<number, Set<string>>) => (id: number) =>
      !rows.has(id) || told.get(id)?.size !== 1;
    return {
      webhooksWrong: this.acknowledged.filter(wrong(webhooks, heard)).length,
      stepsWrong: this.acknowledged.filter((id) => !mails.has(id) || wrong(calls, called)(id)).length,
    };
  }

  /** What is found where a webhook and the steps of an appointment are lost after all. */
  async untoldWithLosses(): Promise<Untold> {
    const { db } = this.installation;
    const [first] = this.acknowledged;
    await db.query(
      `DELETE FROM integrations.webhook_deliveries WHERE (body::jsonb #>> '{data,id}')::bigint = $1`,
      [first],
    );
    await db.query('DELETE FROM messaging.workflow_steps WHERE booking_id = $1', [first]);
    return this.untold();
  }

  async close(): Promise<void> {
    await this.receiver.close();
  }

  protected async turn(http: Http): Promise<void> {
    const start = (Math.floor(Date.now() / DAY_MS) + 2) * DAY_MS + this.turns++ * LENGTH_MINUTES * MINUTE_MS;
    const body = { ...this.bookable, start_time: new Date(start).toISOString() };
    const booked = await this.created(http, '/api/v1/events/bookings/create', body);
    if (booked) this.acknowledged.push(booked.body.id);
  }

  /** The bookings of which there is exactly one row. */
  private async singly(bookings: string): Promise<Set<number>> {
    const rows = await this.installation.db.query<{ id: string }>(
      `SELECT id FROM (${bookings}) AS told (id) GROUP BY id HAVING count(*) = 1`,
    );
    return new Set(rows.map(({ id }) => Number(id)));
  }

  /** The ids of what came to this path, by booking: a call that is made again keeps its id. */
  private heardAt(path: string, subject: string): Map<number, Set<string>> {
    const heard = new Map<number, Set<string>>();
    for (const { headers, body } of this.receiver.calls.filter((call) => call.path === path)) {
      const { id } = JSON.parse(body)[subject] as { id: number };
      heard.set(id, (heard.get(id) ?? new Set()).add(headers['webhook-id']!));
    }
    return heard;
  }
}

export function allTold(untold: Untold): boolean {
  return Object.values(untold).every((count) => count === 0);
}
