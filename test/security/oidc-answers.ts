import type { ServerResponse } from 'node:http';
import { CLIENT, hmac, newKey, rsa, type FakeOidcIssuer, type Tricks } from '../support/fake-oidc-issuer.js';

const says = (status: number, body: unknown) => (response: ServerResponse) =>
  void response
    .writeHead(status, { 'content-type': 'application/json' })
    .end(typeof body === 'string' ? body : JSON.stringify(body));
const claims = (changes: Record<string, unknown>): Tricks => ({
  claims: (usual) => ({ ...usual, ...changes }),
});
const now = () => Math.floor(Date.now() / 1000);
const foreign = newKey();

/** What an issuer can answer that is no proof of anybody; `stranger` is another one. */
export function oidcTricks(stranger: Pick<FakeOidcIssuer, 'url'>): [string, () => Tricks][] {
  return [
    ['another issuer', () => claims({ iss: 'https://evil.example' })],
    ['no issuer', () => claims({ iss: undefined })],
    ['another audience', () => claims({ aud: 'somebody-else' })],
    ['several audiences and no authorized party', () => claims({ aud: [CLIENT.id, 'other'] })],
    ['another authorized party', () => claims({ aud: [CLIENT.id, 'other'], azp: 'other' })],
    ['no audience', () => claims({ aud: undefined })],
    ['another nonce', () => claims({ nonce: 'x'.repeat(43) })],
    ['no nonce', () => claims({ nonce: undefined })],
    ['an end in the past', () => claims({ iat: now() - 900, exp: now() - 600 })],
    ['no end', () => claims({ exp: undefined })],
    ['an end as text', () => claims({ exp: String(now() + 300) })],
    ['a beginning in an hour', () => claims({ nbf: now() + 3_600 })],
    ['no subject', () => claims({ sub: undefined })],
    ['an empty subject', () => claims({ sub: '' })],
    ['a subject of 300 letters', () => claims({ sub: 'x'.repeat(300) })],
    ['a number as subject', () => claims({ sub: 7 })],
    ['the key of a stranger', () => ({ signature: (text) => rsa(text, foreign.privateKey) })],
    ['a kid that nobody published', () => ({ header: { kid: 'nobody' } })],
    [
      'a key in the header',
      () => ({
        header: { jwk: foreign.jwk, kid: undefined },
        signature: (text) => rsa(text, foreign.privateKey),
      }),
    ],
    ['no signature', () => ({ header: { alg: 'none' }, signature: () => '' })],
    ['the secret as key', () => ({ header: { alg: 'HS256' }, signature: (text) => hmac(text, CLIENT.secret) })],
    ['an empty signature', () => ({ signature: () => '' })],
    ['a changed payload', () => ({ idToken: (token) => token.replace(/\.[^.]{8}/, '.eyJzdWIi') })],
    ['no token of identity', () => ({ idToken: () => undefined })],
    ['a list as token', () => ({ idToken: (token) => [token] })],
    ['a token in two parts', () => ({ idToken: (token) => token.split('.').slice(0, 2).join('.') })],
    ['another issuer in the address', () => ({ back: (url) => url.searchParams.set('iss', stranger.url) })],
    ['an error for the code', () => ({ answers: { token: says(400, { error: 'invalid_grant' }) } })],
    ['no object for the code', () => ({ answers: { token: says(200, 'null') } })],
    ['HTML for the code', () => ({ answers: { token: says(200, '<html>') } })],
    ['a fault for the code', () => ({ answers: { token: says(500, {}) } })],
    [
      'a redirection for the code',
      () => ({
        answers: {
          token: (response) => void response.writeHead(302, { location: `${stranger.url}/token` }).end(),
        },
      }),
    ],
    ['too much for the code', () => ({ answers: { token: says(200, `{"x":"${'x'.repeat(300_000)}"}`) } })],
    ['a cut connection', () => ({ answers: { token: (response) => void response.destroy() } })],
    ['no keys', () => ({ answers: { jwks: says(200, { keys: [] }) } })],
    [
      'the userinfo of somebody else',
      () => ({
        ...claims({ email: undefined }),
        userinfo: { sub: 'other', email: 'other@example.com', email_verified: true },
      }),
    ],
    ['keys that cannot be had', () => ({ answers: { jwks: says(404, {}) } })],
  ];
}
