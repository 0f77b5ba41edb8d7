import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { createTestDatabase, type TestDatabase } from '../support/database.js';
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
function operator(program: string, words: string[], input = '', env: object = {}): Promise<Run> {
  const child = spawn(process.execPath, [join(process.cwd(), 'dist/src', program), ...words], {
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

const login = async (username: string) =>
  (await product.http().post('/api/v1/auth/login', { username, password: PASSWORD })).body.user;

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
