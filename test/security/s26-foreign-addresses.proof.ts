import { TasksQueries } from '../../src/collaboration/tasks/tasks.queries.js';
import { filledPath, type ApiOperation } from '../support/api-document.js';
import { makeDraft } from '../support/events.js';
import { plantGathering } from '../support/gatherings.js';
import type { Answer } from '../support/http.js';
import type { Person } from '../support/people.js';
import { verdict, type Proof, type Size } from '../support/proof.js';
import { bookTickets } from '../support/tickets.js';
import { areaOf } from './areas.js';
import { RESOURCES } from './resources.js';
import { RIGHTS } from './rights.js';
import { Stage, type Subject } from './stage.js';

type Row = Record<string, unknown>;

const PHONE = '+49 30 5550177';
/** Fields of bodies that name a person, one or several. */
const PERSON = /^(assignee|speaker|user|person|expert|receiver|recipient|requester|invitee)(_id)?$/;
const PEOPLE = /^(users|people|participants|attendees)$/;
const CIRCLE = /^\/api\/v1\/(tasks|voting)/;
const WRITES = ['POST', 'PUT', 'PATCH', 'DELETE'];
/** Somebody who organizes and is no admin, and somebody whose address is nobody's business. */
class Plot {
  readonly problems: string[] = [];
  asked = 0;
  succeeded = 0;

  private constructor(
    readonly stage: Stage,
    readonly caller: Subject,
    readonly victim: Person,
    readonly gathering: number,
    readonly concert: number,
  ) {}

  /** The victim takes part in all that the caller has. */
  static async on(stage: Stage): Promise<Plot> {
    const { here } = stage;
    const caller = await stage.subject('organizer');
    const email = `victim-canary-${Date.now()}@example.com`;
    const victim = await here.signUp({ email, phone: PHONE, first_name: 'Vic' });
    const organizer = caller.person!;
    const gathering = await plantGathering(here, organizer, { participants: [victim] });
    const { id: concert } = await makeDraft(organizer, here.clock.now());
    await organizer.http.post(`/api/v1/events/${concert}/publish`);
    await bookTickets(victim, concert);
    const plot = new Plot(stage, caller, victim, gathering, concert);
    const task = { title: 'Cake', event: gathering, assignee: victim.id };
    plot.keep('/api/v1/tasks/{id}', (await organizer.http.post('/api/v1/tasks', task)).body.id);
    return plot;
  }

  keep(path: string, id: unknown): void {
    const resource = RESOURCES.find(({ paths }) => paths.test(path));
    if (resource && typeof id === 'number') this.caller.own.set(resource, String(id));
  }

  async write(operation: ApiOperation, event: number): Promise<void> {
    const { stage, caller } = this;
    this.keep('/api/v1/events/{id}', event);
    const body = operation.body && (await this.bodyOf(operation, event));
    const answer = await this.call(operation, body);
    if (answer.status >= 300) return;
    this.succeeded++;
    if (operation.method === 'POST') this.keep(`${operation.path}/{id}`, (answer.body as Row | undefined)?.id);
    if (operation.method === 'DELETE') stage.changed(stage.resourceOf(operation), caller);
  }

  async readAll(reads: ApiOperation[]): Promise<void> {
    for (const event of [this.gathering, this.concert]) {
      this.keep('/api/v1/events/{id}', event);
      for (const read of reads) await this.call(read);
    }
    for (const path of ['tasks', 'events', 'bookings', 'reviews'])
      this.look(path, await this.caller.http.get(`/api/${path}`));
  }

  private async bodyOf(operation: ApiOperation, event: number): Promise<Row> {
    const { stage, caller, victim } = this;
    const good = ((await RIGHTS[operation.id]?.body?.(stage, caller)) ??
      stage.document.exampleBody(operation)) as Row;
    const fields = Object.keys((operation.body!.properties ?? {}) as Row);
    const named = fields.flatMap((name): [string, unknown][] => {
      if (PERSON.test(name)) return [[name, victim.id]];
      return PEOPLE.test(name) ? [[name, [victim.id]]] : [];
    });
    if (fields.includes('event') && CIRCLE.test(operation.path)) named.push(['event', event]);
    return { ...good, ...Object.fromEntries(named) };
  }

  private async call(operation: ApiOperation, body?: unknown): Promise<Answer> {
    const { stage, caller } = this;
    const resource = stage.resourceOf(operation);
    const id = resource ? await stage.objectFor(resource, caller, 'own') : '';
    const values = Object.fromEntries(operation.parameters.map(({ name }) => [name, id]));
    const kinds = Object.keys(operation.responses['200']?.content ?? { 'application/json': {} });
    let first: Answer | undefined;
    for (const accept of kinds) {
      const path = filledPath(operation, values);
      const answer = await caller.http.call(operation.method, path, body, { headers: { accept } });
      this.look(operation.id, answer);
      first ??= answer;
    }
    return first!;
  }

  private look(what: string, { body }: Answer): void {
    this.asked++;
    const text = (typeof body === 'string' ? body : JSON.stringify(body ?? '')).toLowerCase();
    for (const canary of [this.victim.email, PHONE])
      if (text.includes(canary.toLowerCase())) this.problems.push(`${what} shows ${canary}`);
  }
}

function namesPeople({ body }: ApiOperation): boolean {
  return Object.keys((body?.properties ?? {}) as Row).some((name) => PERSON.test(name) || PEOPLE.test(name));
}

/** Makes first, removes last: what was made is there to be read about. */
const order = ({ method, path }: ApiOperation) =>
  method === 'DELETE' || /\/(cancel|leave)$/.test(path) ? 2 : method === 'POST' ? 0 : 1;

async function walk(plot: Plot, size: Size, progress: (text: string) => void): Promise<number> {
  const open = plot.stage.document.operations.filter(({ access }) => access !== 'admin');
  const reads = open.filter(({ method, path }) => method === 'GET' && !/^\/(oauth|health|metrics)/.test(path));
  // The caller's own account has nobody else behind it, and some of its doors end the session.
  const writes = open.filter((one) => WRITES.includes(one.method) && areaOf(one) !== 'identity');
  writes.sort((a, b) => order(a) - order(b));
  for (const write of writes) {
    for (const event of [plot.gathering, plot.concert]) await plot.write(write, event);
    const near = reads.filter((read) => areaOf(read) === areaOf(write));
    if (size === 'full') await plot.readAll(reads);
    else if (namesPeople(write)) await plot.readAll(near);
    progress(write.id);
  }
  await plot.readAll(reads);
  return writes.length;
}

const proof: Proof = {
  id: 'S26',
  what: 'no address of another person in any answer, after every write that names that person',
  async run(size, progress) {
    const stage = await Stage.open();
    try {
      const plot = await Plot.on(stage);
      const writes = await walk(plot, size, progress);
      const { asked, succeeded } = plot;
      const problems = [...new Set(plot.problems)];

      const queries = stage.here.app.get(TasksQueries, { strict: false });
      const get = queries.get.bind(queries);
      const twin = await Plot.on(stage);
      const leaky = stage.document.get('tasks_get');
      queries.get = async (...args) => {
        const task = await get(...args);
        return task.assignee ? { ...task, assignee: { ...task.assignee, email: twin.victim.email } } : task;
      };
      await twin.readAll([leaky]);
      return verdict(
        {
          writes,
          written: succeeded,
          answers: asked,
          addresses_shown: problems.length,
          twin_noticed: twin.problems.length,
          ...(problems.length && { first: problems.slice(0, 8).join(' | ') }),
        },
        {
          'no address is shown': problems.length === 0,
          'most writes succeed': succeeded > writes,
          'the twin is noticed': twin.problems.length > 0,
        },
      );
    } finally {
      await stage.close();
    }
  },
};

export default proof;
