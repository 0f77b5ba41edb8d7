import { decide, type Arrival } from './linking.policy.js';

const stranger: Arrival = {
  subjectOwner: null,
  signedInAs: null,
  email: 'a@x.org',
  emailVerified: true,
  addressOwner: null,
};
const arrival = (facts: Partial<Arrival>) => decide({ ...stranger, ...facts });

describe('who comes back from a provider', () => {
  it('signs in to the account that the subject is linked to, whatever the address says', () => {
    expect(arrival({ subjectOwner: 7, addressOwner: { id: 8, verified: true } })).toEqual({
      kind: 'sign_in',
      accountId: 7,
    });
    expect(arrival({ subjectOwner: 7, email: null, emailVerified: false })).toEqual({
      kind: 'sign_in',
      accountId: 7,
    });
    expect(arrival({ subjectOwner: 7, signedInAs: 7 })).toEqual({ kind: 'sign_in', accountId: 7 });
  });

  it('links to the account that is signed in, unless the subject is another’s', () => {
    const addressOwner = { id: 8, verified: true };
    expect(arrival({ signedInAs: 7, email: null })).toEqual({ kind: 'link', accountId: 7, byAddress: false });
    expect(arrival({ signedInAs: 7, addressOwner })).toEqual({ kind: 'link', accountId: 7, byAddress: false });
    expect(arrival({ signedInAs: 7, subjectOwner: 8 })).toEqual({ kind: 'refuse', because: 'in_use' });
  });

  it.each([
    [true, true, { kind: 'link', accountId: 8, byAddress: true }],
    [true, false, { kind: 'refuse', because: 'account_exists' }],
    [false, true, { kind: 'refuse', because: 'email_not_verified' }],
    [false, false, { kind: 'refuse', because: 'email_not_verified' }],
  ])('with a known address, checked there %s and here %s', (emailVerified, verified, decision) => {
    expect(arrival({ emailVerified, addressOwner: { id: 8, verified } })).toEqual(decision);
  });

  it('gets an account for a new address, if the provider checked it', () => {
    expect(arrival({})).toEqual({ kind: 'create' });
    expect(arrival({ emailVerified: false })).toEqual({ kind: 'refuse', because: 'email_not_verified' });
    expect(arrival({ email: null })).toEqual({ kind: 'refuse', because: 'email_not_verified' });
  });
});
