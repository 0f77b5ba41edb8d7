import { MAX_SLUG, SLUG } from '../../shared/texts.js';
import { distinctSlugFrom, isReserved, slugFrom } from './slug.policy.js';
import { USERNAME, usernameFrom } from './username.policy.js';

describe('a slug', () => {
  it.each([
    ['ada', 'ada'],
    ['Ada.Lovelace', 'ada-lovelace'],
    ['__ada__', 'ada'],
    ['a+b', 'a-b'],
    ['___', 'user'],
    ['x'.repeat(200), 'x'.repeat(60)],
  ])('of the username %s is %s', (username, slug) => {
    expect(slugFrom(username)).toBe(slug);
    expect(slug).toMatch(SLUG);
  });

  it.each([
    'api',
    'health',
    'metrics',
    'media',
    'ws',
    'socket-io',
    'oauth',
    'oidc',
    'saml',
    'admin',
    'well-known',
    'account',
    'assets',
    'auth',
    'bookings',
    'calendar',
    'certificates',
    'embed-js',
    'events',
    'experts',
    'forgot-password',
    'login',
    'manage',
    'meetings',
    'messages',
    'organize',
    'register',
    'reset-password',
    'unsubscribe',
    'verify-email',
  ])('may not be %s', (word) => expect(isReserved(word)).toBe(true));

  it.each(['test', 'user', 'organizer', 'support', 'demo', 'event', 'public'])('may be %s', (word) =>
    expect(isReserved(word)).toBe(false),
  );

  it.each(['ada', 'x'.repeat(200), `${'x'.repeat(MAX_SLUG - 8)}-y`])(
    'of %s is another with its ending',
    (username) => {
      const distinct = distinctSlugFrom(username);
      expect(distinct).toMatch(SLUG);
      expect(distinct).toMatch(/^[a-z]+-[a-f0-9]{6}$/);
      expect(distinct.length).toBeLessThanOrEqual(MAX_SLUG);
    },
  );

  it.each(['-a', 'a-', 'a--b', 'A', 'a b', 'a/b', '../a', '.well-known', ''])('does not look like %j', (text) =>
    expect(text).not.toMatch(SLUG),
  );
});

describe('a username', () => {
  it.each(['ada', 'Ada_L', 'a.b-c+d', '_x', '7'])('may be %s', (name) => expect(name).toMatch(USERNAME));

  it.each(['', 'a b', 'ada@example.org', '.ada', '-ada', 'ädä', 'a/b', '<b>'])('may not be %j', (name) =>
    expect(name).not.toMatch(USERNAME),
  );

  it('is made of the first thing that gives one', () => {
    expect(usernameFrom('octocat', 'x@y.z')).toBe('octocat');
    expect(usernameFrom(null, 'José.Núñez@example.org')).toBe('Jose.Nunez');
    expect(usernameFrom('日本', null, 'AdaL')).toBe('AdaL');
    expect(usernameFrom(null, undefined, '')).toBe('user');
    expect(usernameFrom('..--+', '!@x')).toBe('user');
  });
});
