import { credentialsOf, sinceOf } from './handshake.policy.js';

const headers = { authorization: 'Bearer fromheader', cookie: 'a=1; sessionid=from%2Dcookie; b=2' };

describe('what a socket is opened with', () => {
  it.each([
    ['a token before the header', { token: 'x', headers }, { bearer: 'x' }],
    ['a token with its scheme', { token: 'Bearer x', headers: {} }, { bearer: 'x' }],
    ['a token that is no text', { token: { a: 1 }, headers }, { bearer: '' }],
    ['an empty token as none', { token: '', headers }, { bearer: 'fromheader' }],
    ['the header before the cookie', { headers }, { bearer: 'fromheader' }],
    ['a header of another scheme as a bad one', { headers: { authorization: 'Basic x' } }, { bearer: '' }],
    ['the cookie', { headers: { cookie: headers.cookie } }, { cookie: 'from-cookie' }],
    [
      'a cookie that is not encoded well',
      { headers: { cookie: 'sessionid=%E0%A4%A' } },
      { cookie: '%E0%A4%A' },
    ],
    ['another cookie as none', { headers: { cookie: 'xsessionid=1' } }, undefined],
    ['nothing', { headers: {} }, undefined],
  ])('%s', (_, handshake, credentials) => expect(credentialsOf(handshake, 'sessionid')).toEqual(credentials));

  it.each([
    [undefined, undefined],
    ['', undefined],
    ['17', 17],
    [17, 17],
    [0, 0],
    ['abc', -1],
    ['-3', -1],
    ['1.5', -1],
    [{}, -1],
  ])('since %p is %p', (since, id) => expect(sinceOf({ since, headers: {} })).toBe(id));
});
