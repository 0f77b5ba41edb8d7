import { matches, wordsOf } from './search.js';

describe('the words of a search', () => {
  it.each([
    ['Rock & Roll', ['rock', 'roll']],
    ['C++', ['c++']],
    ['“A.B.C.”, 1.2.3!', ['a.b.c', '1.2.3']],
    ['ｃａｆｅ\u0301', ['café']],
    ['cafe\u0301 caf\u00e9', ['café']],
    ['🎉 party', ['🎉', 'party']],
    ['ॐ हिन्दी', ['ॐ', 'हिन्दी']],
    ['so\u200bft\u00adly', ['softly']],
    ['& + % _ …', []],
  ])('%s are %j', (query, words) => expect(wordsOf(query)).toEqual(words));
});

describe('a search', () => {
  const text = { text: 'x', words: 'w', signs: { of: 'y' } };
  const asked = (...words: string[]) => {
    const values = {};
    return { sql: matches(text, words, values), values };
  };

  it('finds short words where a word begins, others inside, and signs by their neighbours', () => {
    expect(asked('go').values).toEqual({ beginning0: `'go':*` });
    expect(asked('good').values).toEqual({ word0: '%good%' });
    expect(asked('c++').values).toEqual({ pairs0: ['c+', '++'], word0: '%c++%' });
    expect(asked('東京').values).toEqual({ pairs0: ['東京'] });
    expect(asked('100%').values).toEqual({ pairs0: ['0%'], word0: '%100\\%%' });
  });

  it('of no word finds nothing', () => expect(asked().sql).toBe('false'));
});
