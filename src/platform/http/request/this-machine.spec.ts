import type { Socket } from 'node:net';
import { isFromThisMachine } from './this-machine.js';

const comes = (remoteAddress: string | undefined, headers: Record<string, string> = {}) =>
  isFromThisMachine({ socket: { remoteAddress } as Socket, headers });

describe('a request from this machine', () => {
  it.each(['127.0.0.1', '127.8.8.8', '::1', '::ffff:127.0.0.1'])('comes from %s', (address) =>
    expect(comes(address)).toBe(true),
  );

  it.each(['10.0.0.1', '192.168.1.7', '::ffff:10.0.0.1', 'fe80::1', '2001:db8::1', '128.0.0.1', undefined])(
    'does not come from %s',
    (address) => expect(comes(address)).toBe(false),
  );

  it.each(['forwarded', 'x-forwarded-for', 'x-forwarded-proto', 'x-forwarded-host', 'x-forwarded-anything'])(
    'has no %s, whatever it says',
    (name) => expect(comes('127.0.0.1', { [name]: '127.0.0.1' })).toBe(false),
  );
});
