import { createServer, type AddressInfo } from 'node:net';
import jwt from 'jsonwebtoken';
import { AccessTokenStrategy } from '../../src/identity/session-check/access-token.strategy.js';
import { JwtTokens } from '../../src/identity/sessions/jwt-tokens.adapter.js';
import { Config } from '../../src/platform/config/config.js';
import { verdict, type Proof } from '../support/proof.js';
import type { World } from '../support/world.js';
import { apiToken, READ_SCOPES } from '../support/api-tokens.js';
import { forgedTokens, oddApiTokens } from './forged-tokens.js';
import { halfCredentials } from './half-credentials.js';
import { openSsoStage } from './sso-stage.js';

type Forgery = [what: string, token: string];

const DOORS = [
  ['Bearer', (token: string) => ({ authorization: `Bearer ${token}` })],
  ['Token', (token: string) => ({ authorization: `Token ${token}` })],
  ['cookie', (token: string) => ({ cookie: `sessionid=${encodeURIComponent(token)}` })],
] as const;

/** Tokens that some door took, or refused otherwise than with a 401 in the one error format. */
async function taken(here: World, forgeries: Forgery[]): Promise<string[]> {
  const wrong: string[] = [];
  for (const [what, token] of forgeries)
    for (const [door, headers] of DOORS) {
      const { status, body } = await here
        .http()
        .unchecked()
        .get('/api/v1/users/me', { headers: headers(token) });
      if (status !== 401 || !body.code) wrong.push(`${what} (${door}): ${status}`);
    }
  return wrong;
}

/** What cannot be exchanged for an access token. */
async function refreshed(here: World, tokens: Forgery[]): Promise<string[]> {
  const wrong: string[] = [];
  for (const [what, refresh] of tokens)
    for (const door of ['refresh', 'token/refresh']) {
      const { status, body } = await here.http().post(`/api/v1/auth/${door}`, { refresh });
      if (status !== 401 || !body.code) wrong.push(`${what} (${door}): ${status}`);
    }
  return wrong;
}

const proof: Proof = {
  id: 'S8',
  what: 'forged and odd access tokens, and what belongs to half a sign-in: 401, and nobody is asked for keys',
  async run(_size, progress) {
    const stage = await openSsoStage();
    const { here } = stage;
    let asked = 0;
    const collector = createServer((socket) => {
      asked++;
      socket.destroy();
    });
    await new Promise<void>((resolve) => collector.listen(0, '127.0.0.1', resolve));
    try {
      const [victim, other] = [await here.signUp(), await here.signUp()];
      const forgeries = forgedTokens(
        { access: victim.access, refresh: victim.refresh, others: other.access },
        {
          access: here.app.get(JwtTokens, { strict: false }).accessKey,
          appSecret: here.app.get(Config).appSecret,
          collector: `http://127.0.0.1:${(collector.address() as AddressInfo).port}`,
        },
      );
      const program = await apiToken(victim, READ_SCOPES);
      forgeries.push(...oddApiTokens(program));
      const halves = await halfCredentials(stage);
      forgeries.push(...halves);
      const genuineProgram = await here.http(program).get('/api/v1/users/me');
      const genuine = await victim.http.get('/api/v1/users/me');
      const notRefreshing: Forgery[] = [...halves, ['a program’s token', program], ['access', victim.access]];
      const wrong = [...(await taken(here, forgeries)), ...(await refreshed(here, notRefreshing))];
      progress(`${forgeries.length} tokens at ${DOORS.length} doors`);
      here.app.get(AccessTokenStrategy, { strict: false }).verify = async (bearer) =>
        jwt.decode(bearer) as never;
      const twin = await taken(here, forgeries);
      return verdict(
        {
          tokens: forgeries.length,
          of_unfinished_sign_ins: halves.length,
          doors: DOORS.length + 2,
          not_refused: wrong.length,
          outbound_requests: asked,
          twin_not_refused: twin.length,
          ...(wrong.length && { first: wrong.slice(0, 5).join('; ') }),
        },
        {
          'genuine tokens work': genuine.status === 200 && genuineProgram.status === 200,
          'at least 60 tokens': forgeries.length >= 60,
          'all refused': wrong.length === 0,
          'nobody asked': asked === 0,
          'the twin takes some': twin.length > 0,
        },
      );
    } finally {
      collector.close();
      await stage.close();
    }
  },
};

export default proof;
