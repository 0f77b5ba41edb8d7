import { githubProfile, googleProfile } from './provider-profile.policy.js';

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
