import pg from 'pg';
import { mismatches } from '../support/payload-check.js';
import { createTestDatabase } from '../support/database.js';

const RENAMED = { personId: 7 };

describe('the payload of an event', () => {
  it('has the fields that are declared, and no others', () => {
    expect(mismatches('identity.account_renamed', RENAMED)).toEqual([]);
    expect(mismatches('identity.account_renamed', {})).toEqual([
      'identity.account_renamed.personId is missing',
    ]);
    expect(mismatches('identity.account_renamed', { personId: null, name: 'Ada' })).toEqual([
      'identity.account_renamed.personId is null, not integer',
      'identity.account_renamed.name is not declared',
    ]);
  });

  it('holds values of their kind', () => {
    const created = { id: 1, startsAt: 'tomorrow', endsAt: '2030-01-01T10:00:00Z', capacity: 1.5, taken: 0 };
    const more = { label: { id: 1, name: 'Cat 1' }, createdAt: '2030-01-01T10:00:00.000Z', updatedAt: null };
    expect(mismatches('scheduling.slot_created', { ...created, ...more })).toEqual([
      'scheduling.slot_created.startsAt is no instant: tomorrow',
      'scheduling.slot_created.capacity is number, not integer',
      'scheduling.slot_created.label.color is missing',
      'scheduling.slot_created.updatedAt is null, not string',
    ]);
  });

  it('is looked at in whatever a test has written', async () => {
    const database = await createTestDatabase();
    const client = new pg.Client({ connectionString: database.url });
    await client.connect();
    const write = (payload: object) =>
      client.query(`INSERT INTO platform.outbox (name, payload) VALUES ('identity.account_renamed', $1)`, [
        payload,
      ]);
    await write(RENAMED);
    await write({ personId: '7' });
    await client.end();
    await expect(database.drop()).rejects.toThrow('identity.account_renamed.personId is string, not integer');
  });
});
