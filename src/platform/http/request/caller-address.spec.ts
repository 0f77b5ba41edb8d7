import type { IncomingMessage } from 'node:http';
import { callerAddressReader, type TrustedProxies } from './caller-address.js';

function caller(trusted: TrustedProxies, peer: string | undefined, forwarded?: string): string {
  const request = { socket: { remoteAddress: peer }, headers: { 'x-forwarded-for': forwarded } };
  return callerAddressReader(trusted)(request as unknown as IncomingMessage);
}

describe('the address of a caller', () => {
  it('is the peer’s where no proxy is trusted, whatever is forwarded', () => {
    expect(caller(false, '::ffff:192.0.2.1', '198.51.100.9')).toBe('192.0.2.1');
    expect(caller(0, '192.0.2.1', '198.51.100.9')).toBe('192.0.2.1');
    expect(caller(false, undefined)).toBe('');
  });

  it('is what the outermost of so many proxies saw', () => {
    const forwarded = '203.0.113.66, 198.51.100.9:4711, 2001:DB8::A';
    expect(caller(1, '192.0.2.1', forwarded)).toBe('2001:db8::a');
    expect(caller(2, '192.0.2.1', forwarded)).toBe('198.51.100.9');
    expect(caller(9, '192.0.2.1', forwarded)).toBe('203.0.113.66');
  });

  it('is the first that is no trusted proxy', () => {
    const forwarded = '203.0.113.66, 198.51.100.9, 10.1.2.3';
    expect(caller('loopback, uniquelocal', '127.0.0.1', forwarded)).toBe('198.51.100.9');
    expect(caller('10.0.0.0/8,fd00::1', '::ffff:10.9.9.9', forwarded)).toBe('198.51.100.9');
    expect(caller('fd00::1', 'fd00:0::1', '2001:db8::7, [fd00::1]:80')).toBe('2001:db8::7');
    expect(caller('loopback', '192.0.2.1', forwarded)).toBe('192.0.2.1');
    expect(caller('loopback', undefined, forwarded)).toBe('');
  });

  it.each(['', 'unknown', '9'.repeat(15_000), "' OR 1=1", 'for=192.0.2.60', '256.1.1.1'])(
    'is the proxy’s own where it forwards %p',
    (forwarded) => {
      expect(caller(1, '192.0.2.1', forwarded)).toBe('192.0.2.1');
      expect(caller('192.0.2.1', '192.0.2.1', `203.0.113.5, ${forwarded}`)).toBe('192.0.2.1');
    },
  );
});
