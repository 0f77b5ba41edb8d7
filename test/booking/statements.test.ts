import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ruleFragments } from '../../src/booking/model/booking-clock.rules.js';
import { preparedStatements } from '../../src/platform/database/prepared-statement.js';

const ROOT = process.cwd();
const FILES = readdirSync(join(ROOT, 'src'), { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.ts') && !/\.(spec|rules)\.ts$/.test(name))
  .map((name) => ({ name: `src/${name}`, text: readFileSync(join(ROOT, 'src', name), 'utf8') }));

const INSTANTS = '(?:expires_at|ends_at|opens_at|closes_at)';
const STATES = "'(?:pending|confirmed|completed|no_show|cancelled|expired)'";
/** What only rules say; of a table of others' the same words mean something else. */
const RESERVED = [
  new RegExp(`(\\w+)\\.${INSTANTS}(?: [-+] interval '[^']*')? *(?:<|>|BETWEEN)`, 'g'),
  new RegExp(`(?:<=?|>=?|BETWEEN) *(\\w+)\\.${INSTANTS}`, 'g'),
  new RegExp(`(\\w+)\\.status (?:NOT )?IN \\(${STATES}`, 'g'),
  new RegExp(`(\\w+)\\.status (?:= ANY|<> ALL) ?\\((?:ARRAY\\[|'\\{)`, 'g'),
];
const OTHERS = /\b(?:collaboration|scheduling|payments|messaging|identity|realtime)\.\w+ (?:AS )?(\w+)\b/g;

const normal = (sql: string) => sql.replace(/\$\w+/g, '$').replace(/\s+/g, ' ');

/** Comparisons with booking's instants and lists of its states that no rule has written. */
function saidElsewhere(sql: string): string[] {
  const others = new Set([...normal(sql).matchAll(OTHERS)].map(([, alias]) => alias));
  let left = normal(sql);
  const known = [...ruleFragments].map(normal).toSorted((one, other) => other.length - one.length);
  for (const fragment of known) left = left.replaceAll(fragment, ' RULE ');
  return RESERVED.flatMap((reserved) => [...left.matchAll(reserved)])
    .filter(([, alias]) => !others.has(alias))
    .map(([found]) => found);
}

describe('what the clock says of bookings', () => {
  it('stands in rules alone: no prepared statement says it by itself', async () => {
    const prepares = FILES.filter(({ text }) => /\b(?:prepared|transitionStatement)\(/.test(text));
    await Promise.all(prepares.map(({ name }) => import(join(ROOT, name))));
    const own = preparedStatements().filter(({ text }) => /\bbooking\.\w+/.test(text));
    expect(own.length).toBeGreaterThan(50);
    const found = own.flatMap(({ name, text }) => saidElsewhere(text).map((what) => `${name}: ${what}`));
    expect(found).toEqual([]);
  });

  it('is not written out in any other SQL either', () => {
    const asking = FILES.filter(
      ({ name, text }) => name.startsWith('src/booking/') || /booking\.offer_/.test(text),
    );
    expect(asking.length).toBeGreaterThan(80);
    const found = asking.flatMap(({ name, text }) => saidElsewhere(text).map((what) => `${name}: ${what}`));
    expect(found).toEqual([]);
  });

  it('is compared in no other TypeScript of booking', () => {
    const compared =
      /\b(?:expires|opens|closes|ends)At!? (?:<|>)|(?:<|>)=? \w+\.(?:expires|opens|closes|ends)At\b/;
    const found = FILES.filter(({ name }) => name.startsWith('src/booking/')).flatMap(({ name, text }) =>
      text.split('\n').flatMap((line) => (compared.test(line) ? [`${name}: ${line.trim()}`] : [])),
    );
    expect(found).toEqual([]);
  });

  it.each([
    [`SELECT FROM booking.bookings b WHERE b.expires_at <= $1`, 'b.expires_at <'],
    [`SELECT FROM booking.offers o WHERE $at::timestamptz < o.closes_at`, '< o.closes_at'],
    [
      `SELECT FROM booking.bookings b WHERE b.ends_at + interval '24 hours' > now()`,
      `b.ends_at + interval '24 hours' >`,
    ],
    [`SELECT FROM booking.bookings b WHERE b.status IN ('pending', 'expired')`, `b.status IN ('pending'`],
    [
      `SELECT FROM booking.offer_bookings b WHERE b.status NOT IN ('cancelled')`,
      `b.status NOT IN ('cancelled'`,
    ],
  ])('is noticed in %s', (planted, found) => expect(saidElsewhere(planted)).toEqual([found]));
});
