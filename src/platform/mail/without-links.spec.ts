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
  ])('%s reads %s', (text, plain) => expect(withoutLinks(text)).toBe(plain));

  it('are found fast in what is long', () => {
    const startedAt = performance.now();
    for (const text of ['a.'.repeat(50_000), 'a-'.repeat(50_000), 'a'.repeat(100_000), 'a@'.repeat(50_000)])
      withoutLinks(text);
    expect(performance.now() - startedAt).toBeLessThan(2_000);
  });
});
