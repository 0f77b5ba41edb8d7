import { FirstProofService } from '../../src/identity/credentials/first-proof.service.js';
import { SamlProtocol } from '../../src/identity/saml/saml-protocol.adapter.js';
import { verdict, type Proof } from '../support/proof.js';
import { oidcTricks } from './oidc-answers.js';
import { ATTACKS, attack } from './pre-hijackings.js';
import { samlAnswers, type SamlAnswer } from './saml-answers.js';
import type { Oidc, Protocol, Saml } from './sso-protocols.js';
import { openSsoStage, type SsoStage } from './sso-stage.js';

const TWIN_ANSWERS = 3;

const countSessions = async ({ here }: SsoStage) =>
  (await here.db.query<{ n: number }>('SELECT count(*) AS n FROM identity.sessions'))[0]!.n;

/** What is wrong of an answer that should be refused so: it opens no session and sets no cookie. */
async function problemsOf(
  stage: SsoStage,
  what: string,
  code: string,
  visit: () => ReturnType<Protocol['arrive']>,
): Promise<string[]> {
  const before = await countSessions(stage);
  const { error, code: given, answer } = await visit();
  const hasCookie = answer.headers.getSetCookie().some((cookie) => /^(__Host-)?sessionid=[^;]/.test(cookie));
  const isRefused = error === code && given === null && !hasCookie && (await countSessions(stage)) === before;
  return isRefused ? [] : [`${what}: ${error ?? 'let in'}`];
}

async function badOidc(stage: SsoStage, oidc: Oidc): Promise<string[]> {
  const { issuer, stranger } = stage;
  const problems: string[] = [];
  for (const [what, tricks] of oidcTricks(stranger)) {
    issuer.tricks = tricks();
    problems.push(...(await problemsOf(stage, what, 'PROVIDER_FAILED', () => oidc.visit(oidc.newcomer()))));
    issuer.tricks = {};
    if ((await oidc.visit(oidc.newcomer())).error !== null) problems.push(`${what}: nobody is let in after it`);
  }
  return problems;
}

function badSaml(stage: SsoStage, saml: Saml, [what, answer, code]: [string, SamlAnswer, string]) {
  return problemsOf(stage, what, code, async () => {
    const there = saml.journey();
    return there.arrive(await answer(await there.leave()));
  });
}

/** Believes whatever a response says, whoever signed it. */
const readWithoutChecking: SamlProtocol['readResponse'] = (base64) => {
  const xml = Buffer.from(base64, 'base64').toString('utf8');
  const of = (pattern: RegExp) => pattern.exec(xml)?.[1] ?? null;
  const nameId = of(/<saml:NameID[^>]*>([^<]+)/) ?? 'nobody';
  const name = { nameId, format: null, nameQualifier: null, spNameQualifier: null, sessionIndex: null };
  const profile = {
    ...{ provider: 'saml', issuer: 'https://idp.example/metadata', subject: nameId },
    ...{ email: `${nameId}@corp.example`, emailVerified: true, firstName: '', lastName: '', username: nameId },
  };
  const expiresAt = new Date(Date.now() + 600_000);
  const inResponseTo = of(/InResponseTo="([^"]+)"/);
  return Promise.resolve({ id: nameId, name, profile, expiresAt, inResponseTo } as never);
};

const proof: Proof = {
  id: 'S14',
  what: 'bad answers by OpenID Connect and SAML, and six ways to prepare an account: all refused, no session',
  async run(_size, progress) {
    const stage = await openSsoStage();
    try {
      const { oidc, saml } = stage;
      const answers = samlAnswers(stage.peer, stage.ours).refused;
      const problems = await badOidc(stage, oidc);
      progress('answers of OpenID Connect');
      for (const bad of answers) problems.push(...(await badSaml(stage, saml, bad)));
      progress('answers of SAML');
      const succeeded: string[] = [];
      for (const protocol of [oidc, saml])
        for (const name of ATTACKS) succeeded.push(...(await attack(stage.here, protocol, name)));
      progress('prepared accounts');

      const twin: string[] = [];
      const checked = SamlProtocol.prototype.readResponse;
      SamlProtocol.prototype.readResponse = readWithoutChecking;
      const unsigned = answers.filter(([what]) => /signature/.test(what)).slice(0, TWIN_ANSWERS);
      for (const bad of unsigned) twin.push(...(await badSaml(stage, saml, bad)));
      SamlProtocol.prototype.readResponse = checked;
      const twinAttacks: string[] = [];
      const proven = FirstProofService.prototype.prove;
      FirstProofService.prototype.prove = () => Promise.resolve({});
      for (const protocol of [oidc, saml])
        for (const name of ['classic-federated merge', 'unexpired session'] as const)
          twinAttacks.push(...(await attack(stage.here, protocol, name)));
      FirstProofService.prototype.prove = proven;
      const wrong = [...problems, ...succeeded];
      return verdict(
        {
          oidc_answers: oidcTricks(stage.stranger).length,
          saml_answers: answers.length,
          attacks: ATTACKS.length * 2,
          answers_wrong: problems.length,
          attacks_that_succeed: succeeded.length,
          twin_wrong: twin.length + twinAttacks.length,
          ...(wrong.length && { first: wrong.slice(0, 20).join(' | ') }),
        },
        {
          'at least 30 answers of each': oidcTricks(stage.stranger).length >= 30 && answers.length >= 30,
          'every bad answer is refused': problems.length === 0,
          'no prepared account is of use': succeeded.length === 0,
          'a twin that checks no signature fails': twin.length === TWIN_ANSWERS,
          'a twin in which proving ends nothing fails': twinAttacks.length >= 4,
        },
      );
    } finally {
      await stage.close();
    }
  },
};

export default proof;
