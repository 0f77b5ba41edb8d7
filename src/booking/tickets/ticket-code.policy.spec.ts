import { createPublicKey, generateKeyPairSync } from 'node:crypto';
import { readCode, signedCode } from './ticket-code.policy.js';

const { publicKey, privateKey } = generateKeyPairSync('ed25519');
const stranger = generateKeyPairSync('ed25519');
const claims = { booking: 17, event: 3, seats: 2 };
const code = signedCode(claims, 'k1', privateKey);
const read = (text: string) => readCode(text, (kid) => (kid === 'k1' ? publicKey : undefined));
const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');

describe('the code of a ticket', () => {
  it('says what was signed, the same each time, and nothing else', () => {
    expect(read(code)).toEqual(claims);
    expect(signedCode(claims, 'k1', privateKey)).toBe(code);
    const [head, body] = code.split('.').map((one) => Buffer.from(one, 'base64url').toString());
    expect([head, body]).toEqual(['{"alg":"EdDSA","kid":"k1"}', '{"booking":17,"event":3,"seats":2}']);
  });

  it('is read with the public key alone', () => {
    const jwk = publicKey.export({ format: 'jwk' });
    expect(readCode(code, () => createPublicKey({ key: jwk, format: 'jwk' }))).toEqual(claims);
  });

  it('is nothing when it was forged', () => {
    const [head, body, signature] = code.split('.') as [string, string, string];
    const forgeries = [
      '',
      'ticket',
      `${head}.${body}`,
      `${head}.${part({ ...claims, seats: 9 })}.${signature}`,
      `${head}.${body}.${signature.slice(0, -4)}AAAA`,
      `${part({ alg: 'none', kid: 'k1' })}.${body}.${signature}`,
      `${part({ alg: 'EdDSA', kid: 'k2' })}.${body}.${signature}`,
      signedCode(claims, 'k1', stranger.privateKey),
      signedCode({ ...claims, booking: -1 }, 'k1', privateKey),
      `${code}.${body}`,
      ` ${code}`,
    ];
    expect(forgeries.map(read)).toEqual(forgeries.map(() => null));
  });
});
