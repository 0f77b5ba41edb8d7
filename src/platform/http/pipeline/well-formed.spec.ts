import { requestTarget } from './request-target.js';
import { isNestedWithin, isUtf8Encoded } from './well-formed.js';

describe('the depth of JSON', () => {
  it.each([
    ['[[[]]]', true],
    ['[[[[]]]]', false],
    ['{"a":{"b":[1]},"c":[{}]}', true],
    ['[[],[],[],[{}]]', true],
    ['"[[[[[["', true],
    [String.raw`["\"[[[[", "\\", []]`, true],
    [String.raw`["\\", [[[]]]]`, false],
    ['{"[[[[":"{{{{"}', true],
    ['', true],
  ])('of %s is at most three: %p', (json, is) => {
    expect(isNestedWithin(3, Buffer.from(json))).toBe(is);
  });
});

describe('what an address or a form encodes', () => {
  it.each(['a=b', 'a=100%', 'a=%zz', 'q=%C3%BC', 'q=%e2%82%ac%20', '%F0%9F%98%80'])('is UTF-8: %s', (text) => {
    expect(isUtf8Encoded(text)).toBe(true);
  });

  it.each(['q=%FF', '%C3', 'a=%C3x%BC', '%ED%A0%80', '%C0%AF'])('is not UTF-8: %s', (text) => {
    expect(isUtf8Encoded(text)).toBe(false);
  });
});

describe('the target of a request', () => {
  it.each([
    ['/api/v1/events?page=2', '/api/v1/events?page=2'],
    ['http://evil.example/api/v1/events?page=2', '/api/v1/events?page=2'],
    ['HTTPS://evil.example', '/'],
    ['ftp://evil.example:21/api/v1/users/me', '/api/v1/users/me'],
    ['http://evil.example?x=1', '/?x=1'],
    ['http:evil', 'http:evil'],
    ['*', '*'],
    ['/%ff?q=1', '/%ff?q=1'],
  ])('of %s is %s', (sent, target) => {
    expect(requestTarget(sent)).toBe(target);
  });

  it.each(['/x?q=%FF', 'http://x/y?%C3'])('is none: %p', (sent) => {
    expect(requestTarget(sent)).toBeUndefined();
  });
});
