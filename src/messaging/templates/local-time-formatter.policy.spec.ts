import { LocalTimeFormatter } from './local-time-formatter.policy.js';

const [nine, ten] = ['2030-01-01T09:00:00Z', '2030-01-01T10:00:00Z'];

describe('a reader’s clock', () => {
  it('says the local time and its zone', () => {
    const berlin = new LocalTimeFormatter('Europe/Berlin');
    expect(berlin.period(nine, ten)).toMatch(
      /^Tuesday,? 1 January 2030.* 10:00\s?–\s?11:00 \(Europe\/Berlin\)$/,
    );
    expect(berlin.moment(nine)).toMatch(/10:00 \(Europe\/Berlin\)$/);
    expect(new LocalTimeFormatter('America/New_York').moment('2030-07-01T03:00:00Z')).toMatch(
      /30 June 2030.*23:00/,
    );
  });

  it('says both days where there are two', () =>
    expect(new LocalTimeFormatter('UTC').period('2030-01-01T22:00:00Z', '2030-01-02T01:00:00Z')).toMatch(
      /1 January.*2 January/,
    ));

  it('reads as UTC where the zone is unknown', () =>
    expect(new LocalTimeFormatter('Mars/Olympus').moment(nine)).toMatch(/09:00 \(UTC\)$/));
});
