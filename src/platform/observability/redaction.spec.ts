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
