import { DataSource } from 'typeorm';
import { ReserveSegments1763842100000 } from '../../migrations/1763842100000-reserve-segments.js';
import { isReserved } from '../../src/identity/accounts/slug.policy.js';
import { dataSourceOptions } from '../../src/platform/database/data-source-options.js';
import { createTestDatabase } from '../support/database.js';

const SEGMENTS = ['events', 'manage', 'forgot-password', 'eventful', 'ada'];

it('gives who has the first segment of a page for a slug another one, and nobody else', async () => {
  const database = await createTestDatabase();
  const source = await new DataSource(dataSourceOptions(database.url, 2)).initialize();
  try {
    for (const slug of SEGMENTS)
      await source.query(
        `INSERT INTO identity.accounts (username, email, slug, status, joined_at, updated_at)
         VALUES ($1::text, $1 || '@example.org', $1, 'active', now(), now())`,
        [slug],
      );
    const runner = source.createQueryRunner();
    await new ReserveSegments1763842100000().up(runner);
    await runner.release();
    const rows: { username: string; slug: string }[] = await source.query(
      'SELECT username::text, slug FROM identity.accounts ORDER BY id',
    );
    expect(rows.map(({ slug }) => slug)).toEqual([
      expect.stringMatching(/^events-[0-9a-f]{6}$/),
      expect.stringMatching(/^manage-[0-9a-f]{6}$/),
      expect.stringMatching(/^forgot-password-[0-9a-f]{6}$/),
      'eventful',
      'ada',
    ]);
    expect(rows.filter(({ slug }) => isReserved(slug))).toEqual([]);
  } finally {
    await source.destroy();
    await database.drop();
  }
});
