import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { createTestDatabase, type TestDatabase } from '../support/database.js';
import { eventually } from '../support/eventually.js';
import { freePort } from '../support/ports.js';
import { Product } from '../support/product.js';

const PASSWORD = 'Correct-horse-7';
const PRODUCTION = {
  NODE_ENV: 'production',
  LOG_LEVEL: 'info',
  APP_SECRET: 'a secret for tests that is long enough',
};

let database: TestDatabase;
let product: Product;
beforeAll(async () => {
  database = await createTestDatabase();
  product = await Product.start({ databaseUrl: database.url, env: PRODUCTION });
});
afterAll(async () => {
  await product?.dispose();
  await database?.drop();
});

interface Run {
  status: number | null;
  output: string;
}

/** A program of the operator's, with the configuration of the running product. */
function operator(
  program: string,
  words: string[],
  input = '',
  { cwd, ...env }: Record<string, string> = {},
): Promise<Run> {
  const child = spawn(process.execPath, [join(process.cwd(), 'dist/src', program), ...words], {
    cwd,
    env: {
      PATH: process.env.PATH,
      ...PRODUCTION,
      DATABASE_URL: database.url,
      DATA_DIR: product.dataDir,
      ...env,
    },
  });
  child.stdin.end(input);
  const output: string[] = [];
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (text: string) => output.push(text));
  return new Promise((resolve) =>
    child.once('close', (status) => resolve({ status, output: output.join('') })),
  );
}

const login = async (username: string, password = PASSWORD) =>
  (await product.http().post('/api/v1/auth/login', { username, password })).body.user;

const said = () => product.lines.map((line) => JSON.parse(line) as Record<string, unknown>);
const warned = (words: string) =>
  said().filter(({ level, msg }) => level === 'warn' && String(msg).startsWith(words));

describe('what a production says', () => {
  it('is JSON alone, with a line of its start', async () => {
    await eventually(() =>
      expect(said().find(({ msg }) => msg === 'Convoke is ready')).toMatchObject({
        level: 'info',
        version: '1.0.0',
        role: 'all',
        port: product.port,
        duration_ms: expect.any(Number),
      }),
    );
  });

  it.each(['SMTP_URL', 'PUBLIC_URL', 'STRIPE_SECRET_KEY'])('names %s, which is not configured', (name) => {
    expect(warned(`${name} `)).toHaveLength(1);
  });

  it('has one warning where a proxy is not trusted, and the code of each refusal', async () => {
    for (const path of ['/api/v1/users/me', '/api/v1/nowhere'])
      await product.http().get(path, { headers: { 'x-forwarded-for': '192.0.2.7' } });
    await eventually(() => {
      expect(warned('A proxy sends requests, and TRUST_PROXY is not set')).toHaveLength(1);
      const codes = said().flatMap(({ status, code }) => (Number(status) >= 400 ? [code] : []));
      expect(codes).toEqual(['NOT_AUTHENTICATED', 'NOT_FOUND']);
    });
  });
});

describe('a production without an administrator', () => {
  it('says so in one line', () => {
    const lines = product.lines.filter((line) => line.includes('Nobody is an administrator'));
    expect(lines).toHaveLength(1);
    expect(JSON.parse(lines[0]!)).toMatchObject({ level: 'warn', role: 'all' });
    expect(lines[0]).toContain('npm run admin -- create');
  });

  it('has one made by its operator, who is asked first', async () => {
    const refused = await operator('admin.js', ['create', 'ada@example.org'], 'n\n');
    expect(refused).toEqual({ status: 0, output: expect.stringMatching(/\[y\/N\] Nothing was changed\.\n$/) });
    const made = await operator('admin.js', ['create', 'ada@example.org'], `y\n${PASSWORD}\n`);
    expect(made.output).toMatch(/ada \(\d+\) is an administrator/);
    expect(made.output).not.toContain(PASSWORD);
    expect(await login('ada')).toMatchObject({ user_type: 'admin', is_verified: true });
  });

  it('has others promoted, who are described first', async () => {
    const person = { username: 'bob', email: 'bob@example.org', password: PASSWORD };
    await product.http().post('/api/v1/auth/register', person);
    const promoted = await operator('admin.js', ['promote', 'bob@example.org', '--yes']);
    expect(promoted).toEqual({ status: 0, output: expect.stringContaining('bob is an administrator now') });
    expect(await login('bob')).toMatchObject({ user_type: 'admin' });
    const listed = await operator('admin.js', ['list']);
    expect(listed.output.split('\n').map((line) => line.split('\t').slice(1, 5))).toEqual([
      ['ada', 'ada@example.org', 'active', 'no second factor'],
      ['bob', 'bob@example.org', 'pending_verification', 'no second factor'],
      [],
    ]);
  });

  it('has a password replaced by a new one, which is printed and lets in', async () => {
    const reset = await operator('admin.js', ['reset-password', 'bob@example.org', '--yes']);
    const password = /^The password of bob is (\S+)$/m.exec(reset.output)?.[1];
    expect([reset.status, await login('bob')]).toEqual([0, undefined]);
    expect(await login('bob', password)).toMatchObject({ username: 'bob', user_type: 'admin' });
  });

  it('is looked after where its own database does not run, which is started meanwhile', async () => {
    const env = { NODE_ENV: 'development', DATABASE_URL: '', DATA_DIR: join(product.dataDir, 'embedded') };
    const listed = await operator('admin.js', ['list'], '', env);
    expect(listed).toEqual({ status: 0, output: expect.stringContaining('Nobody is an administrator.\n') });
  });

  it('answers what is no command with the commands, and what is no user with a sentence', async () => {
    expect(await operator('admin.js', ['promote'])).toEqual({
      status: 1,
      output: expect.stringContaining('npm run admin -- promote <user>'),
    });
    expect(await operator('admin.js', ['promote', 'nobody'])).toEqual({
      status: 1,
      output: 'The user was not found.\n',
    });
  });
});

describe('another start', () => {
  it('on a port that is in use ends before anything is made for it, with the cause', async () => {
    const dataDir = join(product.dataDir, 'another');
    const env = { NODE_ENV: 'development', DATABASE_URL: '', HOST: '127.0.0.1', DATA_DIR: dataDir };
    const refused = await operator('../bundle/main.js', [], '', { ...env, PORT: String(product.port) });
    expect(refused).toEqual({
      status: 1,
      output: `PORT ${product.port} is in use already: stop what listens there, or start with another PORT.\n`,
    });
    expect(existsSync(dataDir)).toBe(false);
  });

  it('is looked at by the doctor, from any directory, who ends with 1 where something is broken', async () => {
    const looked = await operator('doctor.js', [], '', { cwd: '/' });
    expect(looked.output).toMatch(/^ok +database +PostgreSQL 18/m);
    expect(looked.output).toMatch(/^WARNING configuration SMTP_URL is not set/m);
    expect(looked.output).not.toContain('BROKEN');
    expect(looked.status).toBe(0);
    const broken = await operator('doctor.js', [], '', { REDIS_URL: `redis://127.0.0.1:${await freePort()}` });
    expect(broken.output).toMatch(/^BROKEN +redis +REDIS_URL names 127.0.0.1:/m);
    expect(broken.status).toBe(1);
  });

  it('is preceded by a stop that says how long it took', async () => {
    await product.terminate();
    expect(said().at(-1)).toMatchObject({
      msg: 'Convoke has stopped',
      signal: 'SIGTERM',
      version: '1.0.0',
      port: product.port,
    });
  });
});
