import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { WebSocket } from 'ws';
import type { Convoke, ConvokeError, ConvokeOptions, Frame } from '../../client/src/convoke.js';
import { makeSlot } from '../support/calendar.js';
import { eventually } from '../support/eventually.js';
import { FragileLine } from '../support/fragile-line.js';
import { PASSWORD, world, type Person, type World } from '../support/world.js';

const HOUR = 3_600_000;
const CLIENT = join(process.cwd(), 'client');
const DIST = join(CLIENT, 'dist', 'client', 'src');
const PATIENCE = { firstPauseMs: 10, longestPauseMs: 100 };

/** With what it imports, as a front end takes it; answers the file. */
function bundled(): string {
  const file = join(mkdtempSync(join(tmpdir(), 'convoke-client-')), 'client.cjs');
  const entryPoints = [join(DIST, 'convoke.js')];
  const options = JSON.stringify({ entryPoints, outfile: file, bundle: true, format: 'cjs' });
  const script = `import { buildSync } from 'esbuild'; buildSync(${options});`;
  execFileSync(process.execPath, ['--input-type=module', '--eval', script], { stdio: 'inherit' });
  return file;
}

describe('the typed client, built as a package', () => {
  let here: World;
  let line: FragileLine;
  let admin: Person;
  let ada: Person;
  let built: typeof import('../../client/src/convoke.js');
  /** What was sent, as `POST /api/v1/bookings`. */
  let sent: string[];

  beforeAll(async () => {
    execFileSync(process.execPath, [join(CLIENT, 'build.mjs')], { stdio: 'inherit' });
    const file = bundled();
    built = jest.requireActual(file);
    rmSync(dirname(file), { recursive: true });
    here = await world();
    line = await FragileLine.to(here.url);
    [admin, ada] = [await here.admin(), await here.signUp()];
  });
  beforeEach(() => {
    here.clock.reset();
    sent = [];
  });
  afterAll(async () => {
    await line?.stop();
    await here?.close();
  });

  function client(options: Partial<ConvokeOptions> = {}) {
    return built.createConvoke({
      baseUrl: line.url,
      patience: PATIENCE,
      WebSocket,
      fetch: (request) => {
        sent.push(`${request.method} ${new URL(request.url).pathname}`);
        return fetch(request);
      },
      ...options,
    });
  }

  it('signs in, and books once though the answer gets lost on its way', async () => {
    const slot = await makeSlot(admin, here.clock.now());
    const convoke = client();
    expect(await convoke.signIn(ada.username, PASSWORD)).toMatchObject({ user: { id: ada.id } });
    line.loseNextAnswerTo('POST /api/v1/bookings ');
    const booking = await convoke.post('/api/v1/bookings', { body: { time_slot: slot.id } });
    expect(booking).toMatchObject({ kind: 'slot', status: 'confirmed' });
    expect([line.lost, sent.slice(1)]).toEqual([1, ['POST /api/v1/bookings', 'POST /api/v1/bookings']]);
    const query = { status: 'upcoming' } as const;
    const { results } = await convoke.get('/api/v1/user/bookings', { params: { query } });
    expect(results.map(({ id }) => id)).toEqual([booking.id]);
    await convoke.signOut();
    await expect(convoke.get('/api/v1/user/bookings')).rejects.toMatchObject({ status: 401 });
  });

  it('sends nothing again that could happen twice', async () => {
    const convoke = client();
    line.loseNextAnswerTo('POST /api/v1/auth/login ');
    await expect(convoke.signIn(ada.username, PASSWORD)).rejects.toMatchObject({
      status: 0,
      code: 'UNREACHABLE',
      isSignedOut: false,
    });
    expect(sent).toEqual(['POST /api/v1/auth/login']);
  });

  it('throws what is refused, with its code and what is wrong with each field', async () => {
    const slot = await makeSlot(admin, here.clock.now());
    const [faster, convoke] = [admin, ada].map(({ access }) => client({ token: access })) as [Convoke, Convoke];
    const body = { time_slot: slot.id };
    await faster.post('/api/v1/bookings', { body });
    const refused = await convoke.post('/api/v1/bookings', { body }).catch((error: unknown) => error);
    expect(refused).toBeInstanceOf(built.ConvokeError);
    expect(refused).toMatchObject({ status: 409, code: 'SLOT_UNAVAILABLE', isSignedOut: false });
    await expect(convoke.post('/api/v1/bookings', { body: { time_slot: 999_999_999 } })).rejects.toMatchObject({
      status: 400,
      fields: { time_slot: [expect.any(String)] },
      requestId: expect.any(String),
    });
  });

  it('comes back to who is busy or away, unless that takes too long', async () => {
    const answers = [503, 429, 200].map((status): [number, string] => [status, '0']);
    const answer = () => {
      const [status, retryAfter] = answers.shift()!;
      const headers = { 'Content-Type': 'application/json', 'Retry-After': retryAfter };
      return Promise.resolve(new Response('{"code": "SAID", "count": 7}', { status, headers }));
    };
    const convoke = client({ fetch: answer });
    expect(await convoke.get('/api/v1/timeslots')).toMatchObject({ count: 7 });
    answers.push([429, '1']);
    await expect(convoke.get('/api/v1/timeslots')).rejects.toMatchObject({ status: 429, retryAfter: 1 });
    answers.push([503, '0'], [200, '0']);
    await expect(convoke.signIn('ada', PASSWORD)).rejects.toMatchObject({ status: 503, code: 'SAID' });
    expect(answers).toHaveLength(1);
  });

  it('renews a token that has expired once, however many ask at a time', async () => {
    const bea = await here.signUp();
    const kept: unknown[] = [];
    const onTokens = (tokens: unknown) => kept.push(tokens);
    const convoke = client({ token: bea.access, refresh: bea.refresh, onTokens });
    here.clock.advance(HOUR);
    const bodies = await Promise.all([1, 2, 3, 4].map(() => convoke.get('/api/v1/users/me')));
    expect(bodies.map(({ id }) => id)).toEqual([bea.id, bea.id, bea.id, bea.id]);
    expect(sent.filter((what) => what === 'POST /api/v1/auth/refresh')).toHaveLength(1);
    expect(kept).toEqual([{ access: expect.any(String), refresh: expect.any(String) }]);
    const stale = client({ refresh: bea.refresh, onTokens });
    await expect(stale.get('/api/v1/users/me')).rejects.toMatchObject({ code: 'REFRESH_TOKEN_REUSED' });
    expect(kept.at(-1)).toEqual({});
  });

  it('listens, hears after a break what it missed, and nothing twice', async () => {
    const cy = await here.signUp();
    const convoke = client({ token: cy.access, refresh: cy.refresh });
    const frames: Frame[] = [];
    const said: unknown[] = [];
    const slots: number[] = [];
    const idOf = ({ data }: Frame) => (data as { id: number }).id;
    const makeAnother = async (host: Person) => {
      slots.push((await makeSlot(host, here.clock.now())).id);
      await here.drainEvents();
    };
    const allHeard = () => eventually(() => expect(frames.map(idOf)).toEqual(slots));
    const socket = convoke.listen('/ws/calendar/', {
      onFrame: (frame) => {
        if (frame.type === 'timeslot_created' && slots.includes(idOf(frame))) frames.push(frame);
      },
      onResync: () => said.push('resync'),
      onLive: (isLive) => said.push(isLive),
      onEnd: ({ code }) => said.push(code),
    });
    await eventually(() => expect(said).toEqual([true]));
    await makeAnother(admin);
    await allHeard();
    line.takeDown();
    await makeAnother(admin);
    expect(frames).toHaveLength(1);
    line.mend();
    await allHeard();
    here.clock.advance(HOUR);
    await makeAnother(await here.admin());
    await allHeard();
    await eventually(() => expect(said).toEqual([true, false, true, false, true]));
    expect(socket.since).toBeGreaterThanOrEqual(frames.at(-1)!.id!);
    await convoke.signOut();
    await eventually(() => expect(said.at(-1)).toBe('SESSION_ENDED'));
    expect(socket.send({ type: 'message.send' })).toBe(false);
  });

  it('says when too much was missed, and does not go on for who is signed out', async () => {
    const said: unknown[] = [];
    const { access } = await here.signUp();
    const listen = (token: string, since?: number) => {
      said.length = 0;
      const listener = {
        onFrame: () => undefined,
        onResync: () => said.push('resync'),
        onLive: (isLive: boolean) => said.push(isLive),
        onEnd: ({ code }: ConvokeError) => said.push(code),
      };
      return client({ token }).listen('/ws/chat/', listener, since);
    };
    const late = listen(access, 999_999_999);
    await eventually(() => expect(said).toEqual([true, 'resync']));
    late.close();
    const silent = listen(access);
    await eventually(() => expect(said).toEqual([true]));
    line.cut();
    await eventually(() => expect(said).toEqual([true, false, true, 'resync']));
    silent.close();
    listen('no-token-at-all');
    await eventually(() => expect(said).toEqual(['TOKEN_NOT_VALID']));
  });

  it('lets the compiler refuse what the product would', async () => {
    const convoke = client({ token: ada.access });
    const statusOf = (call: Promise<unknown>) => call.catch(({ status }: ConvokeError) => status);
    // @ts-expect-error There is no such path.
    expect(await statusOf(convoke.get('/api/v1/no-such-path'))).toBe(404);
    // @ts-expect-error The body is left out.
    expect(await statusOf(convoke.post('/api/v1/bookings'))).toBe(400);
    // @ts-expect-error An id is a number.
    expect(await statusOf(convoke.post('/api/v1/bookings', { body: { time_slot: 'seven' } }))).toBe(400);
    // @ts-expect-error The path's own parameter is left out.
    expect(await statusOf(convoke.get('/api/v1/bookings/{id}'))).toBe(404);
  });

  it('knows by the document which calls take a key', () => {
    const document = JSON.parse(readFileSync(join(process.cwd(), 'openapi.json'), 'utf8')) as {
      paths: Record<string, { post?: { parameters?: { $ref?: string }[] } }>;
    };
    const keyed = Object.entries(document.paths).filter(([, { post }]) =>
      post?.parameters?.some(({ $ref }) => $ref === '#/components/parameters/Idempotency-Key'),
    );
    const { KEYED_ROUTES } = jest.requireActual(join(DIST, 'keyed-routes.js'));
    expect([...KEYED_ROUTES]).toEqual(keyed.map(([path]) => path).sort());
  });
});
