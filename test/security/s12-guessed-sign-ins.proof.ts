import { randomBytes } from 'node:crypto';
import type { Answer } from '../support/http.js';
import { verdict, type Proof } from '../support/proof.js';
import { world, type World } from '../support/world.js';
import { Keyholder } from './keyholder.js';
import { openSsoStage } from './sso-stage.js';

const SIZES = { quick: 120, full: 10_000 };
const AT_ONCE = 20;
const LOGINS = 30;
const LIMITS = {
  ...{ LOG_LEVEL: 'silent', RATE_LIMITS_ENABLED: 'true', RATE_LIMIT_ANON: '100000/hour' },
  ...{
    RATE_LIMIT_USER: '100000/hour',
    RATE_LIMIT_LOGIN: `${LOGINS}/hour`,
    RATE_LIMIT_REGISTRATION: '9/minute',
  },
};

type Http = ReturnType<World['http']>;

/** Every door that what waits for the second half of a sign-in opens. */
const DOORS: { what: string; refusal: string; ask(http: Http, secret: string): Promise<Answer> }[] = [
  {
    what: 'a one-time code of a provider',
    refusal: '400 INVALID_TOKEN',
    ask: (http, code) => http.post('/api/v1/oauth/token', { code }),
  },
  {
    what: 'a sign-in that waits',
    refusal: '401 INVALID_TOKEN',
    ask: (http, mfa_token) => http.post('/api/v1/users/mfa/verify', { mfa_token, code: '123456' }),
  },
  {
    what: 'a challenge',
    refusal: '401 INVALID_PASSKEY',
    ask: (http, challenge) => http.post('/api/v1/auth/passkey', { credential: answerTo(challenge) }),
  },
];

/** What a browser sends for a passkey that nobody has. */
function answerTo(challenge: string): object {
  const client = { type: 'webauthn.get', challenge, origin: 'https://front.example', crossOrigin: false };
  const encoded = (bytes: Buffer) => bytes.toString('base64url');
  const id = encoded(randomBytes(16));
  const response = {
    clientDataJSON: encoded(Buffer.from(JSON.stringify(client))),
    ...{ authenticatorData: encoded(randomBytes(37)), signature: encoded(randomBytes(70)) },
    userHandle: encoded(Buffer.from('1')),
  };
  return { id, rawId: id, type: 'public-key', response, clientExtensionResults: {} };
}

const secret = () => randomBytes(32).toString('base64url');
const said = ({ status, body }: Answer) => `${status} ${body.code}`;

/** How many guesses were looked at, each by its own word from another address; and what else was answered. */
async function guess(here: World, guesses: number, progress: (text: string) => void) {
  const guessed = { looked: 0, others: new Set<string>() };
  for (let done = 0; done < guesses; done += AT_ONCE) {
    const turns = Array.from({ length: AT_ONCE }, (_, n) => done + n);
    await Promise.all(
      turns.map(async (turn) => {
        const { refusal, ask } = DOORS[turn % DOORS.length]!;
        const from = `198.51.${Math.floor(turn / 250)}.${turn % 250}`;
        const answer = await ask(here.http().with({ 'x-forwarded-for': from }), secret());
        if (said(answer) === refusal) guessed.looked++;
        else if (answer.status !== 429) guessed.others.add(said(answer));
      }),
    );
    progress(`${done + AT_ONCE} guesses`);
  }
  return guessed;
}

/** What is told apart of secrets that were good once, and of those that never were. */
async function toldApart(holder: Keyholder, here: World): Promise<string[]> {
  const [code, half, { challenge }] = [
    await holder.codeBy(holder.stage.oidc),
    await holder.half(),
    await holder.challenge(),
  ];
  await holder.post('oauth/token', { code });
  await holder.post('users/mfa/verify', { mfa_token: half, code: holder.app.next() });
  await holder.post('auth/passkey', { credential: answerTo(challenge) });
  const told: string[] = [];
  for (const [n, spent] of [code, half, challenge].entries()) {
    const { what, ask } = DOORS[n]!;
    const [known, unknown] = [await ask(here.http(), spent), await ask(here.http(), secret())];
    const [first, second] = [known, unknown].map(({ status, body: { error, code: name } }) =>
      [status, error, name].join(' '),
    );
    if (first !== second) told.push(`${what}: ${first}, and ${second}`);
  }
  return told;
}

const proof: Proof = {
  id: 'S12',
  what: 'guessed halves of sign-ins: as many as the limit of logins, whatever a network says of itself',
  async run(size, progress) {
    const stage = await openSsoStage(LIMITS);
    const trusting = await world({ ...LIMITS, TRUST_PROXY: '1' });
    try {
      const { here } = stage;
      const holder = await Keyholder.in(stage);
      const apart = await toldApart(holder, here);
      const waiting = await holder.codeBy(stage.oidc);
      const guessed = await guess(here, SIZES[size], progress);
      const known = (await holder.post('oauth/token', { code: waiting })).status;
      const [row] = await here.db.query<{ waits: boolean }>(
        'SELECT bool_or(used_at IS NULL) AS waits FROM identity.sign_in_codes',
      );
      const twin = await guess(trusting, 3 * AT_ONCE, progress);
      return verdict(
        {
          ...{ guesses: SIZES[size], doors: DOORS.length, limit: LOGINS, looked_at: guessed.looked },
          ...{ told_apart: apart.join('; ') || 'nothing', others: [...guessed.others].join(', ') || 'none' },
          twin_looked_at: twin.looked,
        },
        {
          'the limit of logins is the limit': guessed.looked > 0 && guessed.looked <= LOGINS,
          'no guess was right': guessed.others.size === 0,
          'what was good once is refused like what never was': apart.length === 0,
          'beyond it a good code is refused too, and stays': known === 429 && row!.waits,
          'the twin fails': twin.looked > LOGINS,
        },
      );
    } finally {
      await trusting.close();
      await stage.close();
    }
  },
};

export default proof;
