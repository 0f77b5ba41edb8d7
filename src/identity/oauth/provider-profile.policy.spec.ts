import { githubProfile, googleProfile, oidcProfile } from './provider-profile.policy.js';

describe('what Google says', () => {
  it('is read from the userinfo', () => {
    const body = {
      sub: '1',
      email: 'a@x.org',
      email_verified: true,
      given_name: 'Ada',
      family_name: 'L',
      picture: 'https://x.org/a.png',
    };
    expect(googleProfile(body)).toMatchObject({
      subject: '1',
      email: 'a@x.org',
      emailVerified: true,
      firstName: 'Ada',
    });
  });

  it.each([undefined, 'false', 1, null, 'yes', {}])(
    'counts an address as checked only where it says so: %j',
    (email_verified) =>
      expect(googleProfile({ sub: '1', email: 'a@x.org', email_verified }).emailVerified).toBe(false),
  );

  it.each([null, [], 'text', {}, { sub: '' }, { sub: ' ' }, { sub: {} }, { sub: 'x'.repeat(300) }])(
    'names nobody: %j',
    (body) => expect(() => googleProfile(body)).toThrow(),
  );

  it('names people in one line that shows something', () => {
    const named = (given_name: string) => googleProfile({ sub: '1', given_name }).firstName;
    expect(['Ada\r\n\u202eL', '\u200b\u3164', '😀'.repeat(400)].map(named)).toEqual([
      'Ada   L',
      '',
      '😀'.repeat(150),
    ]);
  });

  it('keeps no address that is none', () => {
    expect(googleProfile({ sub: '1', email: 'a b@x', email_verified: true }).email).toBeNull();
    expect(googleProfile({ sub: '1', email: ['a@x.org'], email_verified: true }).email).toBeNull();
    expect(googleProfile({ sub: '1', picture: 'javascript:alert(1)' }).avatar).toBeNull();
  });
});

describe('what GitHub says', () => {
  const user = { id: 42, login: 'octocat', name: 'Octo Cat Smith', email: 'public@x.org' };

  it('has the primary address of the list, never the public one', () => {
    const emails = [
      { email: 'other@x.org', primary: false, verified: true },
      { email: 'main@x.org', primary: true, verified: true },
    ];
    const profile = githubProfile(user, emails);
    expect(profile).toMatchObject({
      subject: '42',
      username: 'octocat',
      email: 'main@x.org',
      emailVerified: true,
    });
    expect([profile.firstName, profile.lastName]).toEqual(['Octo', 'Cat Smith']);
    expect(githubProfile(user, []).email).toBeNull();
    expect(githubProfile(user, { message: 'no' }).email).toBeNull();
  });

  it('names nobody without an id', () => {
    for (const id of [undefined, null, 0, -1, 1.5, NaN])
      expect(() => githubProfile({ ...user, id }, [])).toThrow();
  });
});

describe('what an issuer claims', () => {
  const claims = { sub: 's-1', email: 'ada@x.org', email_verified: true, name: 'Ada King Lovelace' };
  const profileOf = (more: object) => oidcProfile('https://id.x.org', { ...claims, ...more });

  it('is known by issuer and subject, with a name in one piece or in two', () => {
    expect(profileOf({ preferred_username: 'ada@x.org' })).toEqual({
      ...{ provider: 'oidc', issuer: 'https://id.x.org', subject: 's-1', email: 'ada@x.org' },
      ...{ emailVerified: true, username: 'ada', firstName: 'Ada', lastName: 'King Lovelace', avatar: null },
    });
    expect(profileOf({ given_name: 'A', family_name: 'L' })).toMatchObject({ firstName: 'A', lastName: 'L' });
    expect(profileOf({ given_name: 'A' })).toMatchObject({ firstName: 'A', lastName: '' });
  });

  it.each([undefined, 'true', 1, 'yes', null])('has checked no address where it says %j', (email_verified) =>
    expect(profileOf({ email_verified }).emailVerified).toBe(false),
  );

  it('names nobody without a subject', () => {
    for (const sub of [undefined, '', ' ', {}, 'x'.repeat(300)]) expect(() => profileOf({ sub })).toThrow();
  });
});
