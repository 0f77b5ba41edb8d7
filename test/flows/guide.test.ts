import { randomUUID } from 'node:crypto';
import { readdirSync } from 'node:fs';
import { io } from 'socket.io-client';
import { WebSocket } from 'ws';
import { createDemoData } from '../../src/demo-data.js';
import { filledIn, GUIDES, stepsOf, take, type Step } from '../support/guide.js';
import { deliverAll, verified } from '../support/webhooks.js';
import { catcher } from '../support/workflows.js';
import { world, type World } from '../support/world.js';

const DAY_MS = 86_400_000;
const MONDAY = 1;
const guides = readdirSync(GUIDES).filter((name) => name.endsWith('.md'));

describe('the guide by task, on a fresh demo installation', () => {
  let here: World;
  let receiver: Awaited<ReturnType<typeof catcher>>;
  beforeAll(async () => {
    here = await world({ NODE_ENV: 'development', WEBHOOKS_ALLOW_PRIVATE: 'true' });
    await createDemoData(here.app);
    receiver = await catcher();
  });
  afterAll(async () => {
    await receiver.close();
    await here.close();
  });

  /** What a reader brings: times to come, keys, an address that listens. */
  function ownValues(): Record<string, unknown> {
    const inDays = (days: number) => new Date(here.clock.now().getTime() + days * DAY_MS);
    const monday = [7, 8, 9, 10, 11, 12, 13].map(inDays).find((day) => day.getUTCDay() === MONDAY)!;
    const at = (hour: number) => `${monday.toISOString().slice(0, 10)}T${hour}:00:00Z`;
    return {
      start: inDays(30).toISOString(),
      end: inDays(31).toISOString(),
      monday_10: at(10),
      monday_11: at(11),
      new_key: randomUUID(),
      another_key: randomUUID(),
      third_key: randomUUID(),
      receiver: receiver.url,
    };
  }

  async function ask(step: Exclude<Step, { script: string }>, values: Record<string, unknown>): Promise<void> {
    const { method, path, headers, body } = step.asked;
    const whole = JSON.parse(filledIn(JSON.stringify(headers), values)) as Record<string, string>;
    const sent = body === undefined ? undefined : (JSON.parse(filledIn(body, values)) as unknown);
    const address = filledIn(path, values);
    const answer = await here.http().call(method, address, sent, { headers: whole });
    expect([address, answer.status, answer.body]).toEqual([address, step.status, expect.anything()]);
    for (const [name, value] of Object.entries(step.headers)) expect(answer.headers.get(name)).toBe(value);
    if (step.body) take(step.body, answer.body, values);
    await here.drainEvents();
    if (path.startsWith('/api/v1/events/bookings/create')) await deliverAll(here);
  }

  /** All scripts of a guide are one: what the first declares, the next uses. */
  async function run(scripts: string[], values: Record<string, unknown>): Promise<unknown[]> {
    const said: unknown[] = [];
    const code = filledIn(scripts.join('\n'), values).replace(/^import .*$/gm, '');
    const [call] = receiver.calls;
    const given = {
      url: here.url,
      WebSocket,
      io,
      fetch,
      Webhook: class {
        constructor(private readonly secret: string) {}
        verify = () => verified(this.secret, call!) as unknown;
      },
      body: call?.body,
      headers: call?.headers,
      console: { log: (...words: unknown[]) => said.push(words) },
    };
    const make = new Function(...Object.keys(given), `return (async () => {${code}})();`);
    await (make(...Object.values(given)) as Promise<void>);
    return said;
  }

  it.each(guides)(
    '%s: every step does what it says',
    async (file) => {
      const values = ownValues();
      const steps = stepsOf(file);
      const scripts = steps.flatMap((step) => ('script' in step ? [step.script] : []));
      const isLast = (step: Step) => 'script' in step && step.script === scripts.at(-1);
      for (const step of steps)
        if (!('script' in step)) await ask(step, values);
        else if (isLast(step)) {
          const said = await run(scripts, values);
          const truths = scripts.join('').match(/console\.log\(.* === .*\);/g)!;
          expect(said.filter((words) => JSON.stringify(words) === '[true]')).toHaveLength(truths.length);
        }
      expect(steps.length).toBeGreaterThan(3);
    },
    60_000,
  );

  it('is served with the documentation, and found by llms.txt', async () => {
    const reader = here.http().unchecked();
    const index = await reader.get<string>('/llms.txt');
    expect([index.status, index.headers.get('content-type')]).toEqual([200, 'text/plain; charset=utf-8']);
    const { body: document } = await reader.get('/api/schema');
    for (const text of [index.body, document.info.description as string]) {
      const named = [...text.matchAll(/\/api\/docs\/guide\/([\w-]+\.md)\)/g)].map(([, name]) => name);
      expect(named.sort()).toEqual([...guides].sort());
    }
    expect(index.body).not.toContain('{{');
    for (const name of guides) {
      const guide = await reader.get<string>(`/api/docs/guide/${name}`);
      expect([guide.status, guide.headers.get('content-type')]).toEqual([200, 'text/markdown; charset=utf-8']);
      expect(guide.body).toMatch(/^# \w/);
    }
    for (const name of ['no-such.md', '..%2f..%2fREADME.md', 'llms.txt'])
      expect((await reader.get(`/api/docs/guide/${name}`)).status).toBe(404);
  });
});
