import type { IncomingMessage } from 'node:http';
import { BlockList, isIP } from 'node:net';
import { canonicalAddress } from '../../../shared/network-address.js';

export type TrustedProxies = false | number | string;

const NAMED: Record<string, string> = {
  loopback: '127.0.0.0/8,::1/128',
  linklocal: '169.254.0.0/16,fe80::/10',
  uniquelocal: '10.0.0.0/8,172.16.0.0/12,192.168.0.0/16,fc00::/7',
};

/** The peer's address, or what the outermost trusted proxy saw; its own where it forwards none. */
export function callerAddressReader(
  trusted: TrustedProxies,
): (request: Pick<IncomingMessage, 'socket' | 'headers'>) => string {
  const trusts = trustOf(trusted);
  return ({ socket, headers }) => {
    let address = canonicalAddress(socket.remoteAddress) ?? '';
    const forwarded = String(headers['x-forwarded-for'] ?? '').split(',');
    for (let hop = 0; trusts(address, hop); hop++) {
      const next = canonicalAddress(forwarded.pop());
      if (next === undefined) break;
      address = next;
    }
    return address;
  };
}

function trustOf(trusted: TrustedProxies): (address: string, hop: number) => boolean {
  if (typeof trusted !== 'string') return (_, hop) => hop < Number(trusted);
  const proxies = new BlockList();
  for (const network of trusted.split(',').flatMap((item) => (NAMED[item.trim()] ?? item).split(','))) {
    const [address = '', bits] = network.trim().split('/');
    const family = isIP(address) === 6 ? 'ipv6' : 'ipv4';
    if (bits === undefined) proxies.addAddress(address, family);
    else proxies.addSubnet(address, Number(bits), family);
  }
  return (address) => address !== '' && proxies.check(address, isIP(address) === 6 ? 'ipv6' : 'ipv4');
}
