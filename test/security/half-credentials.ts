import { apiToken, READ_SCOPES } from '../support/api-tokens.js';
import { Browser } from '../support/browser.js';
import { Keyholder } from './keyholder.js';
import type { SsoStage } from './sso-stage.js';

/** What belongs to a sign-in that is not finished, or that proves something elsewhere: no session’s token. */
export async function halfCredentials(stage: SsoStage): Promise<[what: string, token: string][]> {
  const { here, issuer, oidc } = stage;
  const holder = await Keyholder.in(stage);
  const used = await holder.half();
  await holder.post('users/mfa/verify', { mfa_token: used, code: holder.app.next() });
  const waiting = await holder.half();
  const newKey = (await holder.person.http.post('/api/v1/users/passkeys/options', { code: holder.app.next() }))
    .body;
  let idToken = '';
  issuer.tricks = { idToken: (token) => (idToken = token) };
  const exchanged = await holder.codeBy(oidc);
  issuer.tricks = {};
  await holder.post('oauth/token', { code: exchanged });
  const brought = await oidc.agree(new Browser(here.url, here.url), oidc.newcomer());
  const back = new URLSearchParams(brought);
  const gone = await apiToken(holder.person, READ_SCOPES);
  const { results } = (await holder.person.http.get('/api/v1/users/tokens')).body;
  await holder.person.http.delete(`/api/v1/users/tokens/${results[0].id}`);
  return [
    ['a sign-in that waits for its code', waiting],
    ['a sign-in whose code came', used],
    ['a code of the app', holder.app.now()],
    ['a recovery code', holder.app.recoveryCodes[0]!],
    ['a challenge for a passkey alone', (await holder.challenge()).challenge],
    ['a challenge for a passkey after the password', (await holder.challenge(waiting)).challenge],
    ['a challenge for a new passkey', newKey.challenge],
    ['the id of a passkey', holder.passkey.id],
    ['a one-time code of OpenID Connect', await holder.codeBy(oidc)],
    ['a one-time code that was exchanged', exchanged],
    ['a one-time code of SAML', await holder.codeBy(stage.saml)],
    ['an issuer’s code', back.get('code')!],
    ['the state of a journey', back.get('state')!],
    ['an issuer’s id token', idToken],
    ['a program’s token that was removed', gone],
  ];
}
