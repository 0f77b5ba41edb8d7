import { AuditHashChain } from '../../src/platform/audit/audit-hash-chain.js';
import { Metrics } from '../../src/platform/observability/metrics.js';
import { AuditTrail } from '../../src/platform/audit/audit-trail.js';
import { world, type World } from '../support/world.js';

const ROWS = 5;

describe('the audit trail', () => {
  let here: World;
  let seals: AuditHashChain;

  beforeEach(async () => {
    here = await world();
    seals = here.app.get(AuditHashChain);
    const trail = here.app.get(AuditTrail);
    for (let n = 1; n <= ROWS; n++)
      await here.db.transaction((tx) =>
        trail.record(tx, {
          actorId: n,
          action: 'test.done',
          subjectType: 'test',
          subjectId: n,
          details: { n },
        }),
      );
    await seals.seal();
  });
  afterEach(() => here.close());

  /** As somebody does who owns the database: the triggers are no obstacle then. */
  async function tamper(sql: string): Promise<void> {
    await here.db.transaction(async (tx) => {
      await tx.query('ALTER TABLE platform.audit_log DISABLE TRIGGER audit_log_append_only');
      await tx.query(sql);
      await tx.query('ALTER TABLE platform.audit_log ENABLE TRIGGER audit_log_append_only');
    });
  }

  it('is sealed row by row, and whole while nobody touches it', async () => {
    const [row] = await here.db.query<{ n: number }>('SELECT count(*) AS n FROM platform.audit_seals');
    expect(row!.n).toBeGreaterThanOrEqual(ROWS);
    expect(await seals.firstBroken()).toBeNull();
  });

  it.each([
    'UPDATE platform.audit_log SET actor_id = 9',
    'DELETE FROM platform.audit_log',
    'TRUNCATE platform.audit_log',
  ])('refuses %s', (sql) => expect(here.db.query(sql)).rejects.toThrow('append-only'));

  it.each([
    ['changed', `UPDATE platform.audit_log SET details = '{"n": 99}' WHERE details = '{"n": 3}'`],
    ['removed', `DELETE FROM platform.audit_log WHERE details = '{"n": 3}'`],
  ])('notices a row that was %s', async (_, sql) => {
    const [at] = await here.db.query<{ position: number }>(
      `SELECT position FROM platform.audit_seals s JOIN platform.audit_log a ON a.id = s.audit_id
        WHERE a.details = '{"n": 3}'`,
    );
    await tamper(sql);
    expect(await seals.firstBroken()).toBe(at!.position);
    const broken = async () =>
      /audit_chain_broken"\} (\d+)/.exec(await here.app.get(Metrics, { strict: false }).text())?.[1];
    const before = Number((await broken()) ?? 0);
    await seals.verify();
    expect(Number(await broken())).toBe(before + 1);
  });

  it('notices a seal that was taken away', async () => {
    await here.db.transaction(async (tx) => {
      await tx.query('ALTER TABLE platform.audit_seals DISABLE TRIGGER audit_seals_append_only');
      await tx.query('DELETE FROM platform.audit_seals WHERE position = 2');
      await tx.query('ALTER TABLE platform.audit_seals ENABLE TRIGGER audit_seals_append_only');
    });
    expect(await seals.firstBroken()).toBe(3);
  });
});
