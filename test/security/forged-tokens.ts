import { createHmac, createPrivateKey, generateKeyPairSync, type KeyObject } from 'node:crypto';
import jwt from 'jsonwebtoken';

export interface Keys {
  access: KeyObject;
  /** What the product was given as its secret: no token may be signed with it directly. */
  appSecret: string;
  /** Where a header may point to; nobody must ever ask there. */
  collector: string;
}

export interface Genuine {
  access: string;
  refresh: string;
  /** An access token of somebody else. */
  others: string;
}

const encoded = (value: unknown) =>
  Buffer.from(typeof value === 'string' ? value : JSON.stringify(value)).toString('base64url');
const hmac = (text: string, key: KeyObject | Buffer | string, hash = 'sha256') =>
  createHmac(hash, key as string)
    .update(text)
    .digest('base64url');

/**
 * Tokens that must all be refused, by what is wrong with them. `genuine.access` is good and shows that the test
 * can tell.
 */
export function forgedTokens(genuine: Genuine, keys: Keys): [what: string, token: string][] {
  const claims = jwt.decode(genuine.access) as Record<string, unknown>;
  const theirs = jwt.decode(genuine.others) as Record<string, unknown>;
  const [head, payload, signature] = genuine.access.split('.') as [string, string, string];
  // The clock of the product may stand still.
  const now = claims.iat as number;

  const signed = (
    changes: Record<string, unknown>,
    header: object = {},
    key: KeyObject | Buffer | string = keys.access,
  ) => {
    const body = Object.fromEntries(
      Object.entries({ ...claims, ...changes }).filter(([, value]) => value !== undefined),
    );
    const text = `${encoded({ alg: 'HS256', typ: 'JWT', ...header })}.${encoded(body)}`;
    return `${text}.${hmac(text, key)}`;
  };
  const withHeader = (header: object, key: KeyObject | Buffer | string) =>
    signed({ sub: theirs.sub, sid: theirs.sid }, header, key);
  const unsigned = (alg: unknown) => `${encoded({ alg, typ: 'JWT' })}.${payload}.`;
  const raw = (header: unknown, body: unknown) => {
    const text = `${encoded(header)}.${encoded(body)}`;
    return `${text}.${hmac(text, keys.access)}`;
  };

  const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const ec = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const rsaPrivate = createPrivateKey(rsa.privateKey.export({ type: 'pkcs8', format: 'pem' }));
  const publicPem = rsa.publicKey.export({ type: 'spki', format: 'pem' }) as string;
  const jwk = rsa.publicKey.export({ format: 'jwk' });
  const url = `${keys.collector}/jwks.json`;
  const own = Buffer.from('a key of the attacker that is long enough');

  return [
    ...['none', 'None', 'NONE', 'nOnE', '', null, undefined, ['HS256'], 'HS0'].map((alg): [string, string] => [
      `unsigned, alg ${JSON.stringify(alg)}`,
      unsigned(alg),
    ]),
    ['alg none with the old signature', `${encoded({ alg: 'none' })}.${payload}.${signature}`],
    ['HS384 with the right key', jwt.sign(claims, keys.access as never, { algorithm: 'HS384' })],
    ['HS512 with the right key', jwt.sign(claims, keys.access as never, { algorithm: 'HS512' })],
    ['RS256 with a key of the attacker', jwt.sign(claims, rsaPrivate as never, { algorithm: 'RS256' })],
    ['PS256 with a key of the attacker', jwt.sign(claims, rsaPrivate as never, { algorithm: 'PS256' })],
    ['ES256 with a key of the attacker', jwt.sign(claims, ec.privateKey as never, { algorithm: 'ES256' })],
    ['RS256 in the header, signed as HS256', withHeader({ alg: 'RS256' }, keys.access)],
    ['HS256 with a public key as secret', withHeader({}, publicPem)],
    ['an empty key', withHeader({}, '')],
    ['the key "secret"', withHeader({}, 'secret')],
    ['the product’s secret itself', withHeader({}, keys.appSecret)],
    ['the product’s secret, hashed', withHeader({}, createHmac('sha256', keys.appSecret).digest())],
    ['kid of an empty file', withHeader({ kid: '../../../../dev/null' }, '')],
    ['kid as SQL', withHeader({ kid: "' UNION SELECT 'x' --" }, 'x')],
    ['kid as a command', withHeader({ kid: '$(curl collector)' }, own)],
    ['kid as an address', withHeader({ kid: url }, own)],
    ['kid as a prototype', withHeader({ kid: '__proto__' }, '')],
    ['jku', withHeader({ alg: 'RS256', jku: url }, own)],
    ['x5u', withHeader({ alg: 'RS256', x5u: url }, own)],
    ['jku with HS256', withHeader({ jku: url }, own)],
    [
      'jwk in the header',
      jwt.sign(claims, rsaPrivate as never, { algorithm: 'RS256', header: { alg: 'RS256', jwk } as never }),
    ],
    ['an octet jwk in the header', withHeader({ jwk: { kty: 'oct', k: own.toString('base64url') } }, own)],
    ['x5c in the header', withHeader({ alg: 'RS256', x5c: [publicPem.replace(/-----.*-----|\n/g, '')] }, own)],
    ['crit of the attacker', withHeader({ crit: ['b64'], b64: false }, own)],
    ['a token in a token', `${encoded({ alg: 'HS256', cty: 'JWT' })}.${encoded(genuine.access)}.${signature}`],
    ['expired', signed({ exp: now - 1 })],
    ['expired long ago', signed({ exp: 1 })],
    ['without an end', signed({ exp: undefined })],
    ['ending as text', signed({ exp: '9999999999' })],
    ['ending at null', signed({ exp: null })],
    ['a negative end', signed({ exp: -1 })],
    ['not good yet', signed({ nbf: now + 3_600 })],
    ['another issuer', signed({ iss: 'https://evil.example' })],
    ['no issuer', signed({ iss: undefined })],
    ['somebody else’s account', signed({ sub: theirs.sub })],
    ['somebody else’s session', signed({ sid: theirs.sid })],
    ['an account as a list', signed({ sub: [claims.sub] })],
    ['an account as SQL', signed({ sub: '1 OR 1=1' })],
    ['no account', signed({ sub: undefined })],
    ['account 0', signed({ sub: '0' })],
    ['no session', signed({ sid: undefined })],
    ['a session as text', signed({ sid: String(claims.sid) })],
    ['a session that never was', signed({ sid: 999_999_999 })],
    ['session -1', signed({ sid: -1 })],
    ['a session of 1e308', signed({ sid: 1e308 })],
    ['typ refresh', signed({ typ: 'refresh' })],
    ['no typ', signed({ typ: undefined })],
    ['no jti', signed({ jti: undefined })],
    ['a refresh token', genuine.refresh],
    ['a payload of a list', raw({ alg: 'HS256' }, [claims])],
    ['a payload of null', raw({ alg: 'HS256' }, null)],
    ['a payload of text', raw({ alg: 'HS256' }, '"admin"')],
    ['a payload that is no JSON', raw({ alg: 'HS256' }, '{"sub":')],
    ['a header of null', raw(null, claims)],
    ['a header of a list', raw([], claims)],
    [
      'another payload under the old signature',
      `${head}.${encoded({ ...claims, sub: theirs.sub, sid: theirs.sid })}.${signature}`,
    ],
    [
      'another last bit',
      `${head}.${payload}.${signature.slice(0, -2)}${signature.endsWith('AA') ? 'BB' : 'AA'}`,
    ],
    ['half a signature', `${head}.${payload}.${signature.slice(0, 20)}`],
    ['no signature', `${head}.${payload}.`],
    ['two parts', `${head}.${payload}`],
    ['four parts', `${genuine.access}.${signature}`],
    ['five parts', `${head}.a.b.c.${signature}`],
    ['only dots', '..'],
    ['null', 'null'],
    ['100 kB', `${head}.${'A'.repeat(10_000)}.${signature}`],
    ['a zero byte in base64', `${head}.${payload}.%00`],
  ];
}

/** Tokens for programs that must all be refused, by what is wrong with them. */
export function oddApiTokens(genuine: string): [what: string, token: string][] {
  const letters = genuine.slice(4);
  const swapped = letters.slice(0, -2) + letters.slice(-1) + letters.slice(-2, -1);
  return [
    ['a program’s token in capitals', genuine.toUpperCase()],
    ['its letters alone', letters],
    ['its mark alone', 'cvk_'],
    ['with another mark', `cvx_${letters}`],
    ['with half of it', genuine.slice(0, 24)],
    ['without its last letter', genuine.slice(0, -1)],
    ['with a letter more', `${genuine}0`],
    ['with two ends swapped', letters === swapped ? `${genuine}0` : `cvk_${swapped}`],
    ['with another first letter', `cvk_${letters.startsWith('a') ? 'b' : 'a'}${letters.slice(1)}`],
    ['twice', genuine + genuine],
    ['a good form that nobody made', `cvk_${'A'.repeat(34)}2vrdcY`],
    ['as a token in a token', `${genuine}.${genuine}.${genuine}`],
    ['with SQL in it', `cvk_' OR digest IS NOT NULL --`],
    ['with a zero byte', `${genuine}%00`],
    ['of 9 kB', `cvk_${'A'.repeat(9_000)}`],
  ];
}
