import { asOneLine, isBlank, isOneLine, lengthOf } from './texts.js';

const hex = (text: string) => [...text].map((letter) => letter.codePointAt(0)!.toString(16)).join(' ');
const named = (texts: string[]) => texts.map((text) => [hex(text), text]);

describe('one line', () => {
  it.each(named(['\r', '\n', '\t', '\0', '\x1b', '\x7f', '\x85', '\x9f', '\u2028', '\u2029']))(
    'has no control and no end of line: %s',
    (_, letter) => expect(isOneLine(`a${letter}b`)).toBe(false),
  );

  it.each(named(['\u202a', '\u202d', '\u202e', '\u2066', '\u2069']))('turns no direction: %s', (_, letter) =>
    expect(isOneLine(`a${letter}b`)).toBe(false),
  );

  it.each(['a b', 'Café', 'שלום\u200f!', 'क्\u200dष', '👩‍👩‍👧', '\u00a0', 'a\u00adb'])('may be %p', (text) =>
    expect(isOneLine(text)).toBe(true),
  );

  it('is made of others’ texts', () => {
    expect(asOneLine(' Ada\r\nLovelace\u202e ', 150)).toBe('Ada  Lovelace');
    expect(asOneLine('\u200b\u3164', 150)).toBe('');
    expect(asOneLine('😀😀😀', 2)).toBe('😀😀');
  });
});

describe('a blank text', () => {
  it.each(
    named(['', ' ', '\u00a0', '\u200b', '\u3164', '\u00ad', '\u0301', '\u2060', '\ufeff', '\u2800', '\u115f']),
  )('shows nothing: %s', (_, text) => {
    expect(isBlank(text)).toBe(true);
    expect(isBlank(text.repeat(3))).toBe(true);
    expect(isBlank(`${text}a`)).toBe(false);
  });

  it.each(['.', '0', '東', '😀', '#️⃣', '🇩🇪', 'e\u0301', 'ก็', 'हि', '\u{e000}'])('is not %p', (text) =>
    expect(isBlank(text)).toBe(false),
  );
});

describe('the length of a text', () => {
  it.each([
    ['', 0],
    ['abc', 3],
    ['😀😀', 2],
    ['👩‍👩‍👧', 5],
    ['e\u0301', 2],
    ['\ud800a', 2],
  ])('%p is %i', (text, length) => expect(lengthOf(text)).toBe(length));
});
