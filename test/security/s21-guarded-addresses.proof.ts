import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { LookupAddress } from 'node:dns';
import type { AddressInfo, LookupFunction } from 'node:net';
import { MockAgent } from 'undici';
import { loadConfig } from '../../src/platform/config/config.js';
import { CalDavCalendars } from '../../src/integrations/caldav/caldav-calendars.adapter.js';
import type { CalendarProvider } from '../../src/integrations/calendars/calendar-provider.rules.js';
import { IcsFeeds } from '../../src/integrations/feeds/ics-feeds.adapter.js';
import { IcsReader } from '../../src/integrations/ics/ics-reader.adapter.js';
import { SystemClock } from '../../src/shared/clock.js';
import { GuardedFetch, OutboundError } from '../../src/platform/outbound/guarded-fetch.js';
import { HostLookup } from '../../src/platform/outbound/host-lookup.js';
import { verdict, type Proof } from '../support/proof.js';

const PUBLIC = '93.184.216.34';

/** Every range that is nobody's on the internet, at its edges. */
const IPV4 = `0.0.0.0 0.1.2.3 10.0.0.1 10.255.255.255 100.64.0.1 100.127.255.255 127.0.0.1 127.0.0.2
  127.255.255.254 169.254.0.1 169.254.169.254 172.16.0.1 172.31.255.255 192.0.0.1 192.0.0.8
  192.0.2.1 192.31.196.1 192.52.193.1 192.88.99.1 192.168.0.1 192.168.255.255 192.175.48.1
  198.18.0.1 198.19.255.255 198.51.100.1 203.0.113.1 224.0.0.1 239.255.255.255 240.0.0.1
  255.255.255.255`.split(/\s+/);

/** 127.0.0.1 as other readers would take it for a name, or for something else. */
const SPELLINGS = `2130706433 0x7f000001 0x7f.1 0x7f.0x0.0x0.0x1 017700000001 0177.0.0.1 0177.1 127.1 127.0.1
  127.0.0.1. 127.000.000.001 0 0.0 0x0 00000000000 %31%32%37.0.0.1 %6c%6fcalhost １２７.０.０.１
  ①②⑦.⓪.⓪.① 127。0。0。1 127.0x0.1 2852039166 0xa9fea9fe 0251.0376.0251.0376 0xA9.0xFE.0xA9.0xFE
  169.16689662 3232235777 0xc0a80101 10.1 172.16.1`.split(/\s+/);

const IPV6 = `:: ::1 0:0:0:0:0:0:0:1 ::127.0.0.1 ::7f00:1 ::ffff:127.0.0.1 ::ffff:7f00:1 ::ffff:10.0.0.1
  ::ffff:169.254.169.254 ::ffff:0:127.0.0.1 64:ff9b::127.0.0.1 64:ff9b::a9fe:a9fe
  64:ff9b:1::7f00:1 100::1 2001::1 2001:2::1 2001:10::1 2001:20::1 2001:db8::1 2002:7f00:1::
  2002:a00:1::1 2002:c0a8:101::1 3fff::1 4000::1 5f00::1 8000::1 fc00::1 fd00:ec2::254
  fdff:ffff::1 fe80::1 febf::1 fec0::1 feff::1 ff01::1 ff02::1 ff0e::1`.split(/\s+/);

/** Names with the addresses that they have. */
const NAMES: Record<string, string[]> = {
  localhost: ['127.0.0.1', '::1'],
  LOCALHOST: ['127.0.0.1'],
  'localhost.': ['127.0.0.1'],
  'api.localhost': ['127.0.0.1'],
  'printer.local': ['192.168.1.20'],
  'metadata.google.internal': ['169.254.169.254'],
  'ip6-localhost.localdomain': ['::1'],
  'loopback.example': ['127.0.0.1'],
  'six.example': ['::1'],
  'mapped.example': ['::ffff:127.0.0.1'],
  'inside.example': ['10.0.0.5'],
  'mixed.example': [PUBLIC, '127.0.0.1'],
  'mixed-six.example': ['::1', PUBLIC],
  'cloud.example': ['169.254.169.254'],
  'nobody.example': ['0.0.0.0'],
  'unique.example': ['fd00::1'],
};

const OTHERS = [
  `http://${PUBLIC}/`,
  'ftp://files.example/',
  'file:///etc/passwd',
  'gopher://127.0.0.1/',
  'data:text/plain,hello',
  'https://user:secret@hooks.example/',
  'https://',
  '//127.0.0.1/',
];

/** The system's names, as a fake; one name has another address at each question after the first. */
class FakeHosts extends HostLookup {
  private asked = 0;

  override addressesOf(hostname: string): Promise<LookupAddress[]> {
    const first = this.asked++ === 0 ? [PUBLIC] : ['127.0.0.1'];
    const found = hostname === 'rebinding.example' ? first : (NAMES[hostname] ?? ['127.0.0.1']);
    return Promise.resolve(found.map((address) => ({ address, family: address.includes(':') ? 6 : 4 })));
  }

  again(): this {
    this.asked = 0;
    return this;
  }
}

interface Seen {
  arrived: number;
  connected: number;
}

/** How many connections the listener on all addresses had, and how many the client opened anywhere. */
async function watched(server: Server, work: () => Promise<void>): Promise<Seen> {
  const seen = { arrived: 0, connected: 0 };
  const arrived = () => void seen.arrived++;
  const connected = () => void seen.connected++;
  server.on('connection', arrived);
  subscribe('undici:client:connected', connected);
  await work();
  unsubscribe('undici:client:connected', connected);
  server.off('connection', arrived);
  return seen;
}

function guard(allowsPrivate: boolean, hosts: FakeHosts): GuardedFetch {
  return new GuardedFetch(
    loadConfig({ NODE_ENV: 'test', WEBHOOKS_ALLOW_PRIVATE: String(allowsPrivate) }),
    hosts,
  );
}

/** `hooks.example` is a good host that sends whoever calls it to `target`; all else is really reached. */
function redirecting(by: GuardedFetch, target: string): GuardedFetch {
  const mock = new MockAgent({ connect: { lookup: Reflect.get(by, 'lookup') as LookupFunction } });
  mock
    .get('https://hooks.example')
    .intercept({ path: '/' })
    .reply(302, '', { headers: { location: target } });
  const sent = Object.create(by) as GuardedFetch;
  Reflect.set(sent, 'agent', mock);
  return sent;
}

/** Undefined where it was refused for its address. */
async function answered(by: GuardedFetch, url: string, maxRedirects?: number): Promise<string | undefined> {
  try {
    const { status } = await by.fetch(url, { timeoutMs: 2_000, maxBytes: 1_000, maxRedirects });
    return `${url} answered ${status}`;
  } catch (error) {
    if (error instanceof OutboundError && error.reason === 'address') return undefined;
    return `${url} ended by ${String(error)}`;
  }
}

/** As somebody's feed, and as the server of somebody's account. */
function calendarsBy(by: GuardedFetch, reader: IcsReader): CalendarProvider[] {
  return [new IcsFeeds(by, reader), new CalDavCalendars(by, reader, new SystemClock())];
}

async function connects(calendars: CalendarProvider, url: string): Promise<string | undefined> {
  const credentials = { url, username: 'ada', password: 'secret' };
  const access = { connectionId: null, credentials, timezone: 'UTC', accountEmail: null };
  const listed = await calendars.listCalendars(access).catch(() => []);
  return listed.length > 0 ? `${calendars.name} connects ${url}` : undefined;
}

const proof: Proof = {
  id: 'S21',
  what: 'private addresses in every spelling, rebound names and redirects, calendars too: no connection',
  async run() {
    const server = createServer((_request, response) => response.end('inside')).listen(0, '::');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    const hosts = new FakeHosts();
    const [guarded, open] = [guard(false, hosts), guard(true, hosts)];
    const host = (name: string) => (name.includes(':') ? `[${name}]` : name);
    const names = [...IPV4, ...SPELLINGS, ...IPV6, ...Object.keys(NAMES)];
    const urls = [...names.map((name) => `https://${host(name)}:${port}/`), ...OTHERS];
    const wrong: string[] = [];
    const note = (problem: string | undefined) => void (problem && wrong.push(problem));

    const direct = await watched(server, async () => {
      for (const url of urls) {
        note(await answered(guarded, url));
        if ((await guarded.problemOf(url)) === null) wrong.push(`${url} may be saved`);
      }
    });
    const redirects = await watched(server, async () => {
      for (const url of urls)
        if (URL.canParse(url)) {
          const problem = await answered(redirecting(guarded, url), 'https://hooks.example/', 3);
          note(problem && `to ${url}: ${problem}`);
        }
    });
    const rebound = `https://rebinding.example:${port}/`;
    let savedFirst = false;
    const rebinding = await watched(server, async () => {
      savedFirst = (await new GuardedFetch(loadConfig({}), hosts.again()).problemOf(rebound)) === null;
      note(await answered(guarded, rebound));
    });
    const reader = new IcsReader();
    const calendars = await watched(server, async () => {
      for (const url of urls.filter((each) => URL.canParse(each)))
        for (const by of [guarded, redirecting(guarded, url)])
          for (const provider of calendarsBy(by, reader))
            note(await connects(provider, by === guarded ? url : 'https://hooks.example/'));
    });
    const plain = (url: string) => url.replace('https:', 'http:');
    const twin = await watched(server, async () => {
      for (const name of ['127.0.0.1', '0x7f.1', '::1', 'loopback.example', 'rebinding.example'])
        await answered(open, plain(`https://${host(name)}:${port}/`));
      await answered(redirecting(open, `http://127.0.0.1:${port}/`), 'https://hooks.example/', 3);
    });
    const calendarTwin = await watched(server, async () => {
      for (const provider of calendarsBy(open, reader)) await connects(provider, `http://localhost:${port}/`);
    });

    await Promise.all([guarded, open, reader].map((each) => each.onApplicationShutdown()));
    server.close();
    return verdict(
      {
        addresses: urls.length,
        connections: direct.arrived + direct.connected,
        after_redirects: redirects.arrived + redirects.connected,
        after_rebinding: rebinding.arrived + rebinding.connected,
        as_calendars: calendars.arrived + calendars.connected,
        twin_connections: twin.arrived + calendarTwin.arrived,
        wrong: wrong.length,
        ...(wrong.length && { first: wrong.slice(0, 8).join('; ') }),
      },
      {
        'at least 120 addresses': urls.length >= 120,
        'no connection': [direct, redirects, rebinding, calendars].every(
          (seen) => seen.arrived + seen.connected === 0,
        ),
        'the name was good when it was saved': savedFirst,
        'every address is refused as one': wrong.length === 0,
        'the twin connects': twin.arrived >= 5 && calendarTwin.arrived > 0,
      },
    );
  },
};

export default proof;
