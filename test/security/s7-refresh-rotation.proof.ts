import { randomUUID } from 'node:crypto';
import { SessionsRepository, type Rotation } from '../../src/identity/sessions/sessions.repository.js';
import { verdict, type Proof } from '../support/proof.js';
import type { World } from '../support/world.js';
import { Keyholder, WAYS } from './keyholder.js';
import { openSsoStage } from './sso-stage.js';

const ROUNDS = { quick: 2, full: 10 };
const AT_ONCE = 50;
const CHAIN = 5;

interface Tokens {
  access: string;
  refresh: string;
}

/** What became of one refresh token that many used at the same time. */
interface Stampede {
  accepted: number;
  refused: number;
  others: number;
  liveTokens: number;
}

async function stampede(here: World, session: Tokens): Promise<Stampede> {
  const calls = Array.from({ length: AT_ONCE }, () =>
    here.http().post('/api/v1/auth/refresh', { refresh: session.refresh }),
  );
  const answers = await Promise.all(calls);
  const accepted = answers.filter(({ status }) => status === 200);
  let liveTokens = 0;
  for (const { body } of accepted)
    if ((await here.http().post('/api/v1/auth/refresh', { refresh: body.refresh })).status === 200)
      liveTokens++;
  return {
    accepted: accepted.length,
    refused: answers.filter(({ status, body }) => status === 401 && body.code).length,
    others: answers.filter(({ status }) => status !== 200 && status !== 401).length,
    liveTokens,
  };
}

/** Rotates some times and then shows an old token: answers what still works afterwards. */
async function replay(
  here: World,
  session: Tokens,
  door: string,
): Promise<{ rotated: boolean; replayed: number; alive: number[] }> {
  let { access, refresh } = session;
  let rotated = true;
  for (let n = 0; n < CHAIN; n++) {
    const { status, body } = await here.http().post('/api/v1/auth/refresh', { refresh });
    rotated &&= status === 200 && body.refresh !== refresh && body.access !== access;
    ({ access, refresh } = body);
  }
  rotated &&= (await here.http(access).get('/api/v1/users/me')).status === 200;
  const { status: replayed } = await here.http().post(door, { refresh: session.refresh });
  const alive = [
    (await here.http().post('/api/v1/auth/refresh', { refresh })).status,
    (await here.http(access).get('/api/v1/users/me')).status,
    (await here.http(session.access).get('/api/v1/users/me')).status,
  ];
  return { rotated, replayed, alive };
}

/**
 * Rotation as one writes it without a thought for two at once: whoever knows the session gets the next token.
 */
function withoutGuard(here: World): void {
  here.app.get(SessionsRepository, { strict: false }).rotate = async (tx, sessionId): Promise<Rotation> => {
    const refreshId: string = randomUUID();
    await tx.query('UPDATE identity.sessions SET refresh_id = $2 WHERE id = $1', [sessionId, refreshId]);
    return { outcome: 'rotated', refreshId, cookieDigest: null };
  };
}

const proof: Proof = {
  id: 'S7',
  what: 'refresh tokens by every way in: rotation, replay, 50 uses of one at once',
  async run(size, progress) {
    const stage = await openSsoStage();
    const { here } = stage;
    try {
      const holder = await Keyholder.in(stage);
      const replays = [
        await replay(here, await here.signUp(), '/api/v1/auth/refresh'),
        await replay(here, await here.signUp(), '/api/v1/auth/token/refresh'),
      ];
      const rounds: Stampede[] = [];
      for (let round = 0; round < ROUNDS[size]; round++) rounds.push(await stampede(here, await here.signUp()));
      progress(`${rounds.length} rounds of ${AT_ONCE} uses at once`);
      for (const way of WAYS) {
        replays.push(await replay(here, await holder.enter(way), '/api/v1/auth/refresh'));
        if (size === 'full') rounds.push(await stampede(here, await holder.enter(way)));
        progress(`sessions by ${way}`);
      }
      const spared = (await holder.person.http.get('/api/v1/users/me')).status;
      withoutGuard(here);
      const twin = await stampede(here, await here.signUp());
      const figures = {
        rounds: rounds.length,
        ways_in: 1 + WAYS.length,
        uses: rounds.length * AT_ONCE,
        accepted_per_round_max: Math.max(...rounds.map(({ accepted }) => accepted)),
        live_tokens_max: Math.max(...rounds.map(({ liveTokens }) => liveTokens)),
        answers_neither_200_nor_401: rounds.reduce((sum, { others }) => sum + others, 0),
        alive_after_replay: replays.flatMap(({ alive }) => alive).filter((status) => status !== 401).length,
        twin_accepted: twin.accepted,
      };
      return verdict(figures, {
        'tokens rotate': replays.every(({ rotated }) => rotated),
        'a replay is refused': replays.every(({ replayed }) => replayed === 401),
        'and ends the family': figures.alive_after_replay === 0,
        'and no other family': spared === 200,
        'of many at once one wins': rounds.every(({ accepted }) => accepted === 1),
        'at most one live token': figures.live_tokens_max <= 1,
        'the rest are refused': rounds.every(({ accepted, refused }) => accepted + refused === AT_ONCE),
        'the twin fails': twin.accepted > 1,
      });
    } finally {
      await stage.close();
    }
  },
};

export default proof;
