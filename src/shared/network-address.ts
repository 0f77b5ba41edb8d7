import { isIP, SocketAddress } from 'node:net';

const MAPPED_IPV4 = '::ffff:';
const IPV6_NETWORK_GROUPS = 4;
/** As balancers write addresses: `192.0.2.7:4711`, `[2001:db8::1]:4711`. */
const WITH_PORT = /^(?:\[([^\]]{1,64})\]|([\d.]{7,15}))(?::\d{1,5})?$/;
const LONGEST = 80;

/** An address in its one spelling, without port, zone or mapping into IPv6; undefined for all else. */
export function canonicalAddress(text: string | undefined): string | undefined {
  if (text === undefined || text.length > LONGEST) return undefined;
  const written = text.trim();
  const [, bracketed, dotted] = WITH_PORT.exec(written) ?? [];
  const [address = ''] = (bracketed ?? dotted ?? written).split('%', 1);
  const family = isIP(address);
  if (family !== 6) return family === 4 ? address : undefined;
  const spelled = new SocketAddress({ address, family: 'ipv6' }).address;
  const mapped = spelled.startsWith(MAPPED_IPV4) ? spelled.slice(MAPPED_IPV4.length) : '';
  return isIP(mapped) === 4 ? mapped : spelled;
}

/** An IPv4 address, or the /64 of an IPv6 one, which one customer may use as a whole: what limits count by. */
export function networkOf(address: string): string {
  const canonical = canonicalAddress(address);
  if (canonical === undefined || isIP(canonical) === 4) return canonical ?? '';
  const [head = '', tail] = canonical.split('::');
  const groups = head.split(':').filter(Boolean);
  const rest = (tail ?? '').split(':').filter(Boolean);
  const zeros = tail === undefined ? 0 : 8 - groups.length - rest.length;
  const all = [...groups, ...Array<string>(zeros).fill('0'), ...rest];
  return `${all.slice(0, IPV6_NETWORK_GROUPS).join(':')}::/64`;
}
