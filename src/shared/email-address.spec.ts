import { canonicalEmail } from './email-address.js';

describe('an address', () => {
  it.each([
    ['ada@example.org', 'ada@example.org'],
    ['Ada.Lovelace+Tag@EXAMPLE.Org', 'ada.lovelace+tag@example.org'],
    ['x@exämple.org', 'x@xn--exmple-cua.org'],
    ['x@EXÄMPLE.org', 'x@xn--exmple-cua.org'],
    ['x@exa\u0308mple.org', 'x@xn--exmple-cua.org'],
    ['x@XN--EXMPLE-CUA.ORG', 'x@xn--exmple-cua.org'],
    ['почта@пример.рф', 'почта@xn--e1afmkfd.xn--p1ai'],
    ['jose\u0301@example.org', 'jos\u00e9@example.org'],
    // Capitals of other alphabets stay: no rule of theirs is everybody's.
    ['JOS\u00c9@example.org', 'jos\u00c9@example.org'],
    ["o'neil_x@a-b.example", "o'neil_x@a-b.example"],
  ])('%j is written %j', (text, canonical) => {
    expect(canonicalEmail(text)).toBe(canonical);
    expect(canonicalEmail(canonical)).toBe(canonical);
  });

  it.each([
    ['KELVIN SIGN', '\u212Aim@example.org'],
    ['LONG S', 'mis\u017F@example.org'],
    ['a full-width letter', '\uff4bim@example.org'],
    ['a ligature', '\ufb01rst@example.org'],
    ['KELVIN SIGN in the domain', 'x@\u212Aim.org'],
    ['a full-width stop', 'x@example\uff0eorg'],
    ['a zero-width space', 'x\u200b@example.org'],
    ['a zero-width joiner', 'x\u200d@example.org'],
    ['a soft hyphen', 'x@exam\u00adple.org'],
    ['a byte-order mark', '\ufeffx@example.org'],
    ['a bidi override', '\u202ex@example.org'],
    ['a Hangul filler', '\u3164@example.org'],
    ['a variation selector', 'x\ufe0f@example.org'],
    ['a tag', 'x\u{e0041}@example.org'],
    ['a braille blank', '\u2800@example.org'],
    ['a lone mark', '\u0301@example.org'],
    ['a lone mark after a stop', 'x.\u0301@example.org'],
    ['a no-break space', 'x\u00a0y@example.org'],
    ['NUL', 'x\0@example.org'],
    ['a line break', 'x@example.org\n'],
    ['DEL', 'x\x7f@example.org'],
    ['a C1 control', 'x\x85@example.org'],
    ['half a surrogate pair', 'x\ud83d@example.org'],
    ['a quoted name', '"x"@example.org'],
    ['a quoted name with an @', '"x@y"@example.org'],
    ['a percent sign in the domain', 'x@ex%61mple.org'],
    ['a false A-label', 'x@xn--a.org'],
    ['an IP address', 'x@127.0.0.1'],
    ['an address literal', 'x@[127.0.0.1]'],
    ['a last stop', 'x@example.org.'],
    ['two stops', 'x..y@example.org'],
    ['no domain', 'x@'],
    ['one label', 'x@localhost'],
    ['a name beside it', 'Ada <x@example.org>'],
    ['too much', `${'x'.repeat(250)}@example.org`],
    ['too much in A-labels', `x@${'ä.'.repeat(35)}org`],
    ['nothing', ''],
  ])('is none with %s', (_, text) => expect(canonicalEmail(text)).toBeNull());
});
