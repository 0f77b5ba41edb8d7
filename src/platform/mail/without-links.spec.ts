import { withoutLinks } from './without-links.js';

describe('words without links', () => {
  it.each([
    ['Picnic at 3.30, 29.99 USD', 'Picnic at 3.30, 29.99 USD'],
    ['Release 1.2.3 of A.B.C.', 'Release 1.2.3 of A.B.C.'],
    ['Meet @ the pub. Bring bread.', 'Meet @ the pub. Bring bread.'],
    ['See https://evil.example/win!', 'See …'],
    ['See HTTP://EVIL.EXAMPLE now', 'See … now'],
    ['ftp://x or mailto:a@b.org', '… or …'],
    ['www.evil.example', '…'],
    ['ask me@evil.example', 'ask …'],
    ['ask me＠evil.example', 'ask …'],
    ['evil.example', 'evil example'],
    ['evil。example and evil．example', 'evil example and evil example'],
    ['evil.example:8000 or evil.example?x', '… or …'],
    ['пример.рф', 'пример рф'],
    ['Node.js', 'Node js'],
    // Between letters of some alphabets stand marks.
    ['evil.ලංකා and ලංකා.example', 'evil ලංකා and ලංකා example'],
    ['evil.ලංකා/x', '…'],
    ['Version 1.2.3.4 on 29.11.2026', 'Version 1.2.3.4 on 29.11.2026'],
    ['192.0.2.7/win or 192.0.2.7:8000', '… or …'],
  ])('%s reads %s', (text, plain) => expect(withoutLinks(text)).toBe(plain));

  it('are found fast in what is long', () => {
    const before = process.cpuUsage();
    for (const text of [
      'a.'.repeat(50_000),
      'a-'.repeat(50_000),
      'a'.repeat(100_000),
      'a@'.repeat(50_000),
      'a\u0300'.repeat(50_000),
      '1.'.repeat(50_000),
    ])
      withoutLinks(text);
    expect(process.cpuUsage(before).user / 1_000).toBeLessThan(2_000);
  });
});
