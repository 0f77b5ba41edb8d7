import { isApiToken, newApiToken, shownPrefixOf } from './api-token.policy.js';

describe('a token for programs', () => {
  it('is a mark, 34 letters and digits of chance, and a checksum of six', () => {
    const tokens = Array.from({ length: 200 }, newApiToken);
    expect(tokens.filter((token) => /^cvk_[0-9A-Za-z]{40}$/.test(token) && isApiToken(token))).toHaveLength(
      200,
    );
    expect(new Set(tokens).size).toBe(200);
    expect(shownPrefixOf(tokens[0]!)).toBe(tokens[0]!.slice(0, 12));
  });

  it('has a known checksum', () => {
    expect(isApiToken(`cvk_${'A'.repeat(34)}2vrdcY`)).toBe(true);
  });

  it('is told from one that was mistyped', () => {
    const token = newApiToken();
    const other = (letter: string) => (letter === 'a' ? 'b' : 'a');
    for (let at = 4; at < token.length; at++)
      expect(isApiToken(token.slice(0, at) + other(token[at]!) + token.slice(at + 1))).toBe(false);
    for (const odd of [
      '',
      'cvk_',
      token.slice(0, -1),
      `${token}a`,
      token.replace('cvk_', 'CVK_'),
      `${token}\n`,
    ])
      expect(isApiToken(odd)).toBe(false);
  });
});
