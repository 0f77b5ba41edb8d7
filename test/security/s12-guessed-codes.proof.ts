import { MfaTokensRepository } from '../../src/identity/factors/mfa-tokens.repository.js';
import type { Tx } from '../../src/platform/database/tx.js';
import { halfSignIn, switchMfaOn, type AuthenticatorApp } from '../support/authenticator-app.js';
import type { Person } from '../support/people.js';
import { verdict, type Proof } from '../support/proof.js';
import { rewritten } from '../support/unguarded.js';
import { world, type World } from '../support/world.js';

const SIZES = { quick: { tokens: 12, tries: 12 }, full: { tokens: 40, tries: 100 } };
const TRIES = 5;
const WRONG = 50;

/** Counts no tries. */
class PatientTokens extends MfaTokensRepository {
  override take(tx: Tx, id: number) {
    return super.take(
      rewritten(tx, [
        [/tries = tries \+ 1/, 'tries = tries'],
        [/AND tries < \$3/, 'AND $3::int > 0'],
      ]),
      id,
    );
  }
}

interface Guessed {
  looked: number;
  wrongAtMost: number;
  others: number;
}

/** Many wrong codes at each of many tokens at once, from ever other addresses by their own word. */
async function guess(
  here: World,
  person: Person,
  app: AuthenticatorApp,
  size: { tokens: number; tries: number },
) {
  const guessed: Guessed = { looked: 0, wrongAtMost: 0, others: 0 };
  for (let n = 0; n < size.tokens; n++) {
    const mfa_token = await halfSignIn(here, person);
    const answers = await Promise.all(
      Array.from({ length: size.tries }, (_, turn) =>
        here
          .http()
          .with({ 'x-forwarded-for': `198.51.100.${turn}` })
          .post('/api/v1/users/mfa/verify', { mfa_token, code: app.wrong() }),
      ),
    );
    const wrong = answers.filter(({ body }) => body.code === 'INVALID_CODE').length;
    const spent = answers.filter(({ body }) => body.code === 'INVALID_TOKEN').length;
    guessed.looked += wrong;
    guessed.wrongAtMost = Math.max(guessed.wrongAtMost, wrong);
    guessed.others += answers.length - wrong - spent;
  }
  return guessed;
}

const proof: Proof = {
  id: 'S12',
  what: 'guessed codes: five at a token, fifty an hour at an account, however many at once',
  async run(size, progress) {
    const here = await world({ LOG_LEVEL: 'silent', TRUST_PROXY: '1' });
    try {
      const person = await here.signUp();
      const app = await switchMfaOn(person, here.clock);
      const guessed = await guess(here, person, app, SIZES[size]);
      progress(`${guessed.looked} codes were looked at`);
      const right = { mfa_token: await halfSignIn(here, person), code: app.next() };
      const rested = await here.http().post('/api/v1/users/mfa/verify', right);
      const [row] = await here.db.query<{ resting: boolean }>(
        'SELECT rests_until > $2 AS resting FROM identity.totp_factors WHERE account_id = $1',
        [person.id, here.clock.now()],
      );
      const recovery = { mfa_token: await halfSignIn(here, person), recovery_code: app.recoveryCodes[0] };
      const recovered = await here.http().post('/api/v1/users/mfa/verify', recovery);
      Object.setPrototypeOf(here.app.get(MfaTokensRepository, { strict: false }), PatientTokens.prototype);
      const victim = await here.signUp();
      const twin = await guess(here, victim, await switchMfaOn(victim, here.clock), { tokens: 1, tries: 12 });
      return verdict(
        {
          guesses: SIZES[size].tokens * SIZES[size].tries,
          looked_at: guessed.looked,
          per_token_max: guessed.wrongAtMost,
          twin_per_token: twin.wrongAtMost,
        },
        {
          'five at a token': guessed.wrongAtMost === TRIES && guessed.looked >= WRONG,
          'no other answers': guessed.others === 0,
          'the codes rest': row!.resting && rested.body.code === 'INVALID_CODE',
          'recovery codes go on': recovered.status === 200,
          'the twin fails': twin.wrongAtMost > TRIES,
        },
      );
    } finally {
      await here.close();
    }
  },
};

export default proof;
