import ipaddr from 'ipaddr.js';

/** What the address space gives to hosts of the internet; all else is somebody's inside, or nobody's. */
const GLOBAL_IPV6 = ipaddr.IPv6.parseCIDR('2000::/3');

export function isPublicAddress(address: string): boolean {
  if (!ipaddr.isValid(address)) return false;
  const parsed = ipaddr.process(address);
  if (parsed.range() !== 'unicast') return false;
  return parsed.kind() === 'ipv4' || (parsed as ipaddr.IPv6).match(GLOBAL_IPV6);
}

/** The address that the host of a URL is written as, without brackets; undefined for a name. */
export function literalAddress(hostname: string): string | undefined {
  const bare = hostname.replace(/^\[(.*)\]$/, '$1');
  return ipaddr.isValid(bare) ? bare : undefined;
}

export function isLocalName(hostname: string): boolean {
  return /(?:^|[.])(?:localhost|local|internal|localdomain|home[.]arpa)[.]?$/i.test(hostname);
}
