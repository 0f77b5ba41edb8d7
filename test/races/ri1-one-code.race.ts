import { SecondFactorsRepository } from '../../src/identity/factors/second-factors.repository.js';
import type { Tx } from '../../src/platform/database/tx.js';
import { halfSignIn, switchMfaOn } from '../support/authenticator-app.js';
import { brokenInvariants } from '../support/invariants.js';
import { verdict, type Proof } from '../support/proof.js';
import { rewritten } from '../support/unguarded.js';
import { world, type World } from '../support/world.js';

const AT_ONCE = 20;
const ROUNDS = { quick: 1, full: 10 };
const KINDS = ['code', 'recovery_code'] as const;

/** Takes a step or a recovery code without asking whether it was used. */
class UnguardedFactors extends SecondFactorsRepository {
  override useStep(tx: Tx, accountId: number, step: number) {
    return super.useStep(
      rewritten(tx, [[/AND \(last_step IS NULL OR last_step < \$2\)/, ' ']]),
      accountId,
      step,
    );
  }

  override useRecoveryCode(tx: Tx, accountId: number, code: string) {
    return super.useRecoveryCode(
      rewritten(tx, [[/AND digest = \$2 AND used_at IS NULL/, 'AND digest = $2']]),
      accountId,
      code,
    );
  }
}

interface Rush {
  signedIn: number;
  refused: number;
  sessions: number;
}

/** Twenty sign-ins, each with a token of its own, that bring one code at once. */
async function rush(here: World, kind: (typeof KINDS)[number]): Promise<Rush> {
  const person = await here.signUp();
  const app = await switchMfaOn(person, here.clock);
  const proof = { [kind]: kind === 'code' ? app.next() : app.recoveryCodes[0] };
  const tokens: string[] = [];
  for (let n = 0; n < AT_ONCE; n++) tokens.push(await halfSignIn(here, person));
  const answers = await Promise.all(
    tokens.map((mfa_token) => here.http().post('/api/v1/users/mfa/verify', { mfa_token, ...proof })),
  );
  const [kept] = await here.db.query<{ n: number }>(
    'SELECT count(*) AS n FROM identity.sessions WHERE account_id = $1 AND mfa',
    [person.id],
  );
  return {
    signedIn: answers.filter(({ status }) => status === 200).length,
    refused: answers.filter(({ status, body }) => status === 401 && body.code === 'INVALID_CODE').length,
    sessions: kept!.n,
  };
}

const proof: Proof = {
  id: 'RI1',
  what: 'one TOTP step, or one recovery code, at 20 sign-ins at once: one of them',
  async run(size, progress) {
    const here = await world({ LOG_LEVEL: 'silent' });
    try {
      const rushes: Rush[] = [];
      for (let round = 0; round < ROUNDS[size]; round++)
        for (const kind of KINDS) {
          rushes.push(await rush(here, kind));
          progress(`round ${round + 1}, ${kind}`);
        }
      const broken = await brokenInvariants(here.db);
      const guarded = here.app.get(SecondFactorsRepository, { strict: false });
      Object.setPrototypeOf(guarded, UnguardedFactors.prototype);
      const twins: Rush[] = [];
      for (const kind of KINDS) twins.push(await rush(here, kind));
      return verdict(
        {
          rounds: rushes.length,
          signed_in_max: Math.max(...rushes.map(({ signedIn }) => signedIn)),
          sessions_max: Math.max(...rushes.map(({ sessions }) => sessions)),
          twin_signed_in: twins.map(({ signedIn }) => signedIn).join(' and '),
        },
        {
          'one signs in': rushes.every(({ signedIn, sessions }) => signedIn === 1 && sessions === 1),
          'the others are refused': rushes.every(({ refused }) => refused === AT_ONCE - 1),
          'the invariants hold': Object.keys(broken).length === 0,
          'the twins fail': twins.every(({ signedIn }) => signedIn > 1),
        },
      );
    } finally {
      await here.close();
    }
  },
};

export default proof;
