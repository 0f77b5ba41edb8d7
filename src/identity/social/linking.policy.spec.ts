import { decide, mayUseSso, type Arrival } from './linking.policy.js';

const stranger: Arrival = {
  subjectOwner: null,
  signedInAs: null,
  email: 'a@x.org',
  emailVerified: true,
  addressOwner: null,
};
const ada = { id: 7, email: 'ada@x.org', verified: true, isRecent: true };
const arrival = (facts: Partial<Arrival>) => decide({ ...stranger, ...facts });

describe('who comes back from a provider', () => {
  it('signs in to the account that the subject is linked to, whatever the address says', () => {
    expect(arrival({ subjectOwner: 7, addressOwner: { id: 8, isAdmin: false } })).toEqual({
      kind: 'sign_in',
      accountId: 7,
    });
    expect(arrival({ subjectOwner: 7, email: null, emailVerified: false })).toEqual({
      kind: 'sign_in',
      accountId: 7,
    });
    expect(arrival({ subjectOwner: 7, signedInAs: ada })).toEqual({ kind: 'sign_in', accountId: 7 });
  });

  it('links to the account that is signed in, unless the subject is another’s', () => {
    const addressOwner = { id: 8, isAdmin: false };
    const link = { kind: 'link', accountId: 7, byAddress: false };
    expect(arrival({ signedInAs: ada, email: null })).toEqual(link);
    expect(arrival({ signedInAs: ada, addressOwner })).toEqual(link);
    expect(arrival({ signedInAs: ada, subjectOwner: 8 })).toEqual({ kind: 'refuse', because: 'in_use' });
  });

  it('links nothing to an account that was signed in to long ago, and signs in to it all the same', () => {
    const signedInAs = { ...ada, isRecent: false };
    expect(arrival({ signedInAs })).toEqual({ kind: 'refuse', because: 'not_recent' });
    expect(arrival({ signedInAs, subjectOwner: 7 })).toEqual({ kind: 'sign_in', accountId: 7 });
  });

  it.each([
    ['of its own address', { email: 'ada@x.org' }, { kind: 'link', accountId: 7, byAddress: false }],
    ['of another', { email: 'a@x.org' }, { kind: 'refuse', because: 'not_verified' }],
    ['of none', { email: null }, { kind: 'refuse', because: 'not_verified' }],
    [
      'that did not check it',
      { email: 'ada@x.org', emailVerified: false },
      { kind: 'refuse', because: 'not_verified' },
    ],
  ])('links an account that has proven nothing to a provider %s', (_, facts, decision) => {
    expect(arrival({ signedInAs: { ...ada, verified: false }, ...facts })).toEqual(decision);
  });

  it.each([
    [true, false, { kind: 'link', accountId: 8, byAddress: true }],
    [true, true, { kind: 'refuse', because: 'account_exists' }],
    [false, false, { kind: 'refuse', because: 'email_not_verified' }],
    [false, true, { kind: 'refuse', because: 'email_not_verified' }],
  ])('with a known address, checked there %s, of an administrator %s', (emailVerified, isAdmin, decision) => {
    expect(arrival({ emailVerified, addressOwner: { id: 8, isAdmin } })).toEqual(decision);
  });

  it('gets an account for a new address, if the provider checked it', () => {
    expect(arrival({})).toEqual({ kind: 'create' });
    expect(arrival({ emailVerified: false })).toEqual({ kind: 'refuse', because: 'email_not_verified' });
    expect(arrival({ email: null })).toEqual({ kind: 'refuse', because: 'email_not_verified' });
  });
});

describe('an organization’s sign-in', () => {
  it.each([
    [[], null, false, true],
    [['x.org'], 'a@x.org', true, true],
    [['y.org', 'x.org'], 'a@x.org', true, true],
    [['x.org'], 'a@x.org', false, false],
    [['x.org'], null, true, false],
    [['x.org'], 'a@sub.x.org', true, false],
    [['x.org'], 'a@evilx.org', true, false],
    [['x.org'], 'a@x.org.evil.org', true, false],
  ])('of %j lets in %s, checked %s: %s', (domains, email, emailVerified, may) => {
    expect(mayUseSso({ email, emailVerified }, domains)).toBe(may);
  });
});
