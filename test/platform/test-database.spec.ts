import pg from 'pg';
import { createTestDatabase } from '../support/database.js';

describe('the database of a test file', () => {
  it('is migrated, its own, and gone after drop', async () => {
    const [one, other] = await Promise.all([createTestDatabase(), createTestDatabase()]);
    expect(one.url).not.toBe(other.url);

    const client = new pg.Client({ connectionString: one.url });
    await client.connect();
    const { rows } = await client.query('SELECT count(*)::int AS n FROM migrations');
    await client.end();
    expect(rows[0].n).toBeGreaterThan(0);

    await Promise.all([one.drop(), other.drop()]);
    await expect(new pg.Client({ connectionString: one.url }).connect()).rejects.toMatchObject({
      code: '3D000',
    });
  });
});
