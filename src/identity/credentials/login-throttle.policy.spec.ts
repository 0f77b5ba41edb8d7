import { loginKeyOf, pauseAfter } from './login-throttle.policy.js';

const MINUTE = 60_000;

describe('whose failures are counted', () => {
  it('is the account, whatever name of it was typed', () => {
    const keys = ['ada', 'ADA', ' Ada@Example.org '].map((name) => loginKeyOf({ name, accountId: 7 }));
    expect(new Set(keys)).toEqual(new Set(['account 7']));
  });

  it('is a name that nobody has in all its spellings, and never an account', () => {
    const keyOf = (name: string) => loginKeyOf({ name, accountId: null });
    expect(keyOf('Nobody')).toBe(keyOf(' nobody '));
    expect(keyOf('N@EXÄMPLE.org')).toBe(keyOf('n@xn--exmple-cua.org'));
    expect(keyOf('account 7')).not.toBe(loginKeyOf({ name: 'ada', accountId: 7 }));
  });
});

describe('the pause after failed sign-ins', () => {
  it('comes after five of the same name from the same address, and doubles up to five minutes', () => {
    const pauses = [4, 5, 6, 7, 13, 14, 1_000].map(
      (n) => pauseAfter({ pair: n, account: n, address: n < 50 ? n : 0 }) / 1000,
    );
    expect(pauses.slice(0, 5)).toEqual([0, 1, 2, 4, 256]);
    expect(pauses.slice(5)).toEqual([300, 300]);
  });

  it('never holds up an address that did not fail, however many others do', () => {
    expect(pauseAfter({ pair: 0, account: 1_000_000, address: 0 })).toBe(0);
    expect(pauseAfter({ pair: 0, account: 0, address: 1_000_000 })).toBe(0);
  });

  it('comes after the first one while the account is under attack, or the address attacks others', () => {
    expect(pauseAfter({ pair: 1, account: 20, address: 1 })).toBe(1_000);
    expect(pauseAfter({ pair: 1, account: 1, address: 50 })).toBe(1_000);
    expect(pauseAfter({ pair: 12, account: 20, address: 12 })).toBe(5 * MINUTE);
  });
});
