import { readCookies } from './cookies.js';

describe('cookies', () => {
  it.each([
    ['sessionid=abc; csrftoken="d e"', { sessionid: 'abc', csrftoken: 'd e' }],
    ['a=1;a=2 ; b = 3 ', { a: '1', b: '3' }],
    ['a=x%20y; b=%zz; c=%E0%A4%A', { a: 'x y', b: '%zz', c: '%E0%A4%A' }],
    ['sessionid=j:["AAA"]; b=j:{"a":1}; c=s:signed', { sessionid: 'j:["AAA"]', b: 'j:{"a":1}', c: 's:signed' }],
    ['a=b=c; =d; e; ;; f="', { a: 'b=c', f: '"' }],
    ['', {}],
    [undefined, {}],
  ])('of %p are texts', (header, cookies) => {
    expect({ ...readCookies(header) }).toEqual(cookies);
  });

  it('are no way to a prototype', () => {
    const cookies = readCookies('__proto__=x; constructor=y');
    expect([cookies.constructor, cookies.toString, Object.keys(cookies)]).toEqual([
      'y',
      undefined,
      ['__proto__', 'constructor'],
    ]);
  });
});
