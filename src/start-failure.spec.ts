import { ConfigError, loadConfig } from './platform/config/config.js';
import { startFailure } from './start-failure.js';

const config = loadConfig({
  PORT: '8123',
  DATA_DIR: '/srv/data',
  REDIS_URL: 'redis://redis.example:6380',
  DATABASE_URL: 'postgres://ada:pw@db.example:5433/d',
});
const fault = (code: string, more: object = {}) => Object.assign(new Error(code), { code, ...more });

describe('a start that is refused', () => {
  it.each([
    [fault('EADDRINUSE', { syscall: 'listen' }), 'PORT 8123'],
    [fault('EACCES', { syscall: 'listen' }), 'PORT 8123'],
    [fault('EACCES', { syscall: 'mkdir' }), 'DATA_DIR /srv/data'],
    [fault('ENOTDIR', { syscall: 'mkdir' }), 'DATA_DIR /srv/data'],
    [fault('ECONNREFUSED'), 'DATABASE_URL names db.example:5433'],
    [new AggregateError([fault('ECONNREFUSED')]), 'DATABASE_URL names db.example:5433'],
    [fault('28P01'), 'DATABASE_URL names a user'],
    [fault('28000'), 'DATABASE_URL names a user that'],
    [
      fault('28000', { message: 'no pg_hba.conf entry for host, no encryption' }),
      'PostgreSQL at db.example:5433 wants',
    ],
    [
      fault('', { message: 'The server does not support SSL connections' }),
      'PostgreSQL at db.example:5433 takes no',
    ],
    [fault('SELF_SIGNED_CERT_IN_CHAIN'), 'The certificate of PostgreSQL at db.example:5433 is not trusted'],
    [fault('42501'), "DATABASE_URL's user may not"],
    [fault('53100'), 'The disk of db.example:5433 is full'],
    [fault('ENOSPC'), 'The disk of db.example:5433 is full'],
    [fault('53300'), 'PostgreSQL at db.example:5433 has no connection left'],
    [fault('ECONNREFUSED', { port: 6380 }), 'REDIS_URL names redis.example:6380'],
    [fault('3D000'), 'DATABASE_URL names a database'],
    [new ConfigError(['PORT must be a number']), 'Convoke cannot start'],
  ])('says what is wrong and what to do, without a trace or a secret: %s', (error, beginning) => {
    const line = startFailure(error, config);
    expect(line.startsWith(beginning)).toBe(true);
    expect(line).not.toMatch(/\n {4}at |:pw@/);
  });

  it('shows the trace of a fault', () => {
    expect(startFailure(new TypeError('x is not a function'), config)).toMatch(
      /TypeError: x is not a function\n {4}at /,
    );
  });
});
