import { SecondFactorsRepository } from '../../src/identity/factors/second-factors.repository.js';
import { PasskeyChallenges } from '../../src/identity/passkeys/passkey-challenges.repository.js';
import { SocialAccountsRepository } from '../../src/identity/social/social-accounts.repository.js';
import type { Tx } from '../../src/platform/database/tx.js';
import { Keyholder } from '../security/keyholder.js';
import { openSsoStage, type SsoStage } from '../security/sso-stage.js';
import type { Answer } from '../support/http.js';
import { brokenInvariants } from '../support/invariants.js';
import { verdict, type Proof } from '../support/proof.js';
import { rewritten } from '../support/unguarded.js';

const AT_ONCE = 20;
const ROUNDS = { quick: 1, full: 10 };
const KINDS = ['code', 'recovery_code', 'challenge', 'code of a provider'] as const;
type Kind = (typeof KINDS)[number];

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

/** Takes a challenge whether or not it was taken. */
class UnguardedChallenges extends PasskeyChallenges {
  override take(): Promise<boolean> {
    return Promise.resolve(true);
  }
}

/** Exchanges a code whether or not it was exchanged. */
class UnguardedCodes extends SocialAccountsRepository {
  override useCode(tx: Tx, code: string) {
    return super.useCode(rewritten(tx, [[/AND used_at IS NULL/, ' ']]), code);
  }
}

interface Rush {
  signedIn: number;
  refused: number;
  sessions: number;
}

/** What brings one secret at once, each with a sign-in of its own where there is one that waits. */
async function attempts(holder: Keyholder, kind: Kind): Promise<(() => Promise<Answer>)[]> {
  const many = Array.from({ length: AT_ONCE }, (_, n) => n);
  if (kind === 'code of a provider') {
    const code = await holder.codeBy(holder.stage.oidc);
    return many.map(() => () => holder.post('oauth/token', { code }));
  }
  if (kind === 'challenge') {
    const credential = holder.passkey.get(await holder.challenge());
    return many.map(() => () => holder.post('auth/passkey', { credential }));
  }
  const proof = { [kind]: kind === 'code' ? holder.app.next() : holder.app.recoveryCodes[0] };
  const tokens: string[] = [];
  for (let n = 0; n < AT_ONCE; n++) tokens.push(await holder.half());
  return tokens.map((mfa_token) => () => holder.post('users/mfa/verify', { mfa_token, ...proof }));
}

/** Twenty sign-ins at once by what is good for one. */
async function rush(stage: SsoStage, kind: Kind): Promise<Rush> {
  const holder = await Keyholder.in(stage);
  const made = await attempts(holder, kind);
  const answers = await Promise.all(made.map((attempt) => attempt()));
  const [kept] = await stage.here.db.query<{ n: number }>(
    `SELECT count(*) AS n FROM identity.sessions WHERE account_id = $1 AND method <> 'registration'`,
    [holder.person.id],
  );
  return {
    signedIn: answers.filter(({ status }) => status === 200).length,
    refused: answers.filter(({ body }) => /^INVALID_(CODE|TOKEN|PASSKEY)$/.test(body.code)).length,
    sessions: kept!.n,
  };
}

const proof: Proof = {
  id: 'RI1',
  what: 'one TOTP step, recovery code, challenge or code of a provider at 20 sign-ins at once: one of them',
  async run(size, progress) {
    const stage = await openSsoStage();
    const { here } = stage;
    try {
      const rushes: Rush[] = [];
      for (let round = 0; round < ROUNDS[size]; round++)
        for (const kind of KINDS) {
          rushes.push(await rush(stage, kind));
          progress(`round ${round + 1}, ${kind}`);
        }
      const broken = await brokenInvariants(here.db);
      for (const [guarded, { prototype }] of [
        [SecondFactorsRepository, UnguardedFactors],
        [PasskeyChallenges, UnguardedChallenges],
        [SocialAccountsRepository, UnguardedCodes],
      ] as const)
        Object.setPrototypeOf(here.app.get(guarded, { strict: false }), prototype);
      const twins: Rush[] = [];
      for (const kind of KINDS) twins.push(await rush(stage, kind));
      return verdict(
        {
          rounds: rushes.length,
          signed_in_max: Math.max(...rushes.map(({ signedIn }) => signedIn)),
          sessions_max: Math.max(...rushes.map(({ sessions }) => sessions)),
          twin_signed_in: twins.map(({ signedIn }) => signedIn).join(', '),
        },
        {
          'one signs in': rushes.every(({ signedIn, sessions }) => signedIn === 1 && sessions === 1),
          'the others are refused': rushes.every(({ refused }) => refused === AT_ONCE - 1),
          'the invariants hold': Object.keys(broken).length === 0,
          'the twins fail': twins.every(({ signedIn }) => signedIn > 1),
        },
      );
    } finally {
      await stage.close();
    }
  },
};

export default proof;
