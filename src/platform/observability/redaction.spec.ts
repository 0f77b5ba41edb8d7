import { serializeError } from './serialize-error.js';
import { redact, redactUrl } from './redaction.js';

describe('what a log line may say', () => {
  it('has no secrets, at any depth', () => {
    const clean = redact({
      user: 'ada',
      password: 'canary',
      body: { new_password: 'canary', tokens: [{ access: 'canary', refresh: 'canary' }], code: 'canary' },
      headers: { authorization: 'Bearer canary', Cookie: 'canary', 'set-cookie': ['canary'] },
    });
    expect(JSON.stringify(clean)).not.toContain('canary');
    expect(clean).toMatchObject({ user: 'ada' });
  });

  it('ends where a structure is deep or long', () => {
    const deep: Record<string, unknown> = {};
    deep['self'] = deep;
    expect(() => JSON.stringify(redact({ deep }))).not.toThrow();
  });

  it('hides secrets in addresses', () => {
    expect(redactUrl('/ws?token=canary&page=2')).toBe('/ws?token=[redacted]&page=2');
    expect(redactUrl('/oauth/google/login/callback?code=canary&state=s')).not.toContain('canary');
    expect(redactUrl('/booking/5f2b0a3c-5f1e-4a57-9f0f-2a4d3a1c7e11/manage?page=1')).toBe(
      '/booking/[redacted]/manage?page=1',
    );
    expect(redactUrl('/plain')).toBe('/plain');
  });

  it.each([
    'jwt=canary',
    'auth=canary',
    'key=canary',
    'sessionid=canary',
    'state=canary',
    't%6fken=canary',
    '%74%6F%6b%65%6E=canary',
    't%256fken=canary',
    'TOKEN=canary',
    'api-key=canary',
    'api%5Fkey=canary',
    'token[]=canary',
    'user%5Bpassword%5D=canary',
    'body.access_token=canary',
    'X-Amz-Signature=canary',
    'SAMLResponse=canary',
    'RelayState=x&verification_token=canary',
    'a=1?token=canary',
    'webhook_secret=canary',
  ])('hides the value of ?%s', (query) => {
    const clean = redactUrl(`/api/v1/events?page=2&${query}&search=soup`);
    expect(clean).not.toContain('canary');
    expect(clean).toMatch(/^\/api\/v1\/events\?page=2&.*&search=soup$/);
  });

  it.each([
    'page=2',
    'search=keyboard',
    'ordering=-start_date',
    'category=tokens',
    'timezone=UTC',
    'keyword=a',
  ])('shows ?%s', (query) => expect(redactUrl(`/x?${query}`)).toBe(`/x?${query}`));

  it.each([
    '5f2b0a3c-5f1e-4a57-9f0f-2a4d3a1c7e11',
    '5F2B0A3C-5F1E-4A57-9F0F-2A4D3A1C7E11',
    '5f2b0a3c%2D5f1e-4a57-9f0f-2a4d3a1c7e11',
    'dGhpcyBpcyBhIHRva2VuIG9mIDMyIGJ5dGVz0A',
    'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.dBjftJeZ4CVPmB92K27uhbUJU1p1rwW1gFWFOEjXk',
    'd2f1a8c0d2f1a8c0d2f1a8c0d2f1a8c0',
  ])('hides %s in a path', (token) => {
    expect(redactUrl(`/unsubscribe/${token}`)).toBe('/unsubscribe/[redacted]');
    expect(redactUrl(`/manage/${token}/?page=1`)).toBe('/manage/[redacted]/?page=1');
  });

  it.each(['/api/v1/events/42/check-in', '/olivia/a-very-long-name-of-an-event-type-of-2026', '/health/ready'])(
    'shows the path %s',
    (path) => expect(redactUrl(path)).toBe(path),
  );

  it('hides what is encoded deeper than anybody reads, and reads no deeper', () => {
    const deep = `%${'25'.repeat(8_000)}`;
    expect(redactUrl(`/${deep}74oken/a?${deep}74oken=canary`)).toBe(`/[redacted]/a?${deep}74oken=[redacted]`);
    expect(redactUrl(`/x?%2${'%3'.repeat(8_000)}5=canary`)).not.toContain('canary');
  });

  it('goes by names in any spelling', () => {
    const names = ['jwt', 'Auth', 'key', 'sessionId', 'state', 'X-Api-Key', 'refreshToken', 'webhook_secret'];
    const clean = redact({ headers: Object.fromEntries(names.map((name) => [name, 'canary'])) });
    expect(JSON.stringify(clean)).not.toContain('canary');
    expect(redact({ token: 3, keyword: 'a', stateless: 'b' })).toEqual({
      token: 3,
      keyword: 'a',
      stateless: 'b',
    });
  });

  it('takes of an error neither statement nor values', () => {
    const driverError = Object.assign(new Error('duplicate key'), {
      code: '23505',
      constraint: 'accounts_email',
      detail: 'canary',
    });
    const error = Object.assign(new Error('query failed'), {
      driverError,
      parameters: ['canary'],
      query: 'INSERT canary',
    });
    const facts = serializeError(error);
    expect(JSON.stringify(facts)).not.toContain('canary');
    expect(facts.cause).toMatchObject({ code: '23505', constraint: 'accounts_email' });
  });
});
