import { migrations } from '../../migrations/all.js';
import { migrate } from '../../src/platform/database/migrate.js';
import { createEmptyDatabase } from '../support/database.js';
import { SqlConnection } from '../support/sql.js';

describe('migrations', () => {
  it('run once when two processes start at the same time', async () => {
    const database = await createEmptyDatabase();
    const ran = await Promise.all([migrate(database.url), migrate(database.url)]);
    expect(ran.map((names) => names.length).sort((a, b) => a - b)).toEqual([0, migrations.length]);

    const db = new SqlConnection(database.url);
    const rows = await db.query<{ name: string }>('SELECT name FROM migrations ORDER BY id');
    expect(rows.map(({ name }) => name)).toEqual(ran.find((names) => names.length > 0));
    await db.close();
    await database.drop();
  });

  it('have distinct times, oldest first', () => {
    const times = migrations.map(({ name }) => Number(/\d+$/.exec(name)![0]));
    expect(times).toEqual([...new Set(times)].sort((a, b) => a - b));
  });
});
