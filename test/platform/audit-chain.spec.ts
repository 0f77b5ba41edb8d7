import { createHash } from 'node:crypto';
import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { AuditHead } from '../../src/platform/audit/audit-head.js';
import { AuditHashChain } from '../../src/platform/audit/audit-hash-chain.js';
import { Config } from '../../src/platform/config/config.js';
import { Metrics } from '../../src/platform/observability/metrics.js';
import { Logger } from '../../src/platform/observability/logger.js';
import { AuditTrail } from '../../src/platform/audit/audit-trail.js';
import { Secrets } from '../../src/platform/secrets/secrets.js';
import { tamperWithAudit } from '../support/tamper-with-audit.js';
import { world, type World } from '../support/world.js';

const ROWS = 5;

describe('the audit trail', () => {
  let here: World;
  let seals: AuditHashChain;

  const open = async () => {
    here = await world();
    seals = here.app.get(AuditHashChain);
    await record(1, ROWS);
    await seals.seal();
  };

  async function record(from: number, to: number): Promise<void> {
    const entry = { action: 'test.done', subjectType: 'test' };
    for (let n = from; n <= to; n++)
      await here.db.transaction((tx) =>
        here.app.get(AuditTrail).record(tx, { ...entry, actorId: n, subjectId: n, details: { n } }),
      );
  }

  const tamper = (...statements: string[]) => tamperWithAudit(here.db, ...statements);
  const lastPosition = async () => (await here.app.get(AuditHead).read())!.position;
  const CUT = [
    `DELETE FROM platform.audit_log WHERE id IN
       (SELECT audit_id FROM platform.audit_seals ORDER BY position DESC LIMIT 2)`,
    `DELETE FROM platform.audit_seals WHERE position > (SELECT max(position) - 2 FROM platform.audit_seals)`,
  ];
  /** What who has no key can do at best: seals as they were before there was one. */
  const resealed = async () => {
    const rows = await here.db.query<{ position: number; content: string }>(
      `SELECT s.position, concat_ws('|', a.id, extract(epoch FROM a.occurred_at),
         coalesce(a.actor_id::text, '-'),
         a.action, a.subject_type, coalesce(a.subject_id, '-'), coalesce(a.ip_address, '-'),
         coalesce(a.request_id, '-'), a.details::text) AS content
       FROM platform.audit_seals s JOIN platform.audit_log a ON a.id = s.audit_id ORDER BY s.position`,
    );
    let hash = '0'.repeat(64);
    return rows.map(({ position, content }) => {
      hash = createHash('sha256').update(hash).update('\n').update(content).digest('hex');
      return `UPDATE platform.audit_seals SET hash = '${hash}' WHERE position = ${position}`;
    });
  };
  const UNSIGNED = `UPDATE platform.audit_head
    SET keyed_after = NULL, mac = NULL, position = s.position, hash = s.hash
    FROM (SELECT position, hash FROM platform.audit_seals ORDER BY position DESC LIMIT 1) s`;

  describe('left alone', () => {
    beforeAll(open);
    afterAll(() => here.close());

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
      'UPDATE platform.audit_head SET position = position - 1',
      'UPDATE platform.audit_head SET keyed_after = keyed_after + 1',
      'DELETE FROM platform.audit_head',
      'TRUNCATE platform.audit_head',
    ])('only grows: refuses %s', (sql) => expect(here.db.query(sql)).rejects.toThrow('only grows'));

    it('says in the log how far it reaches, and keeps that outside the database', async () => {
      const info = jest.spyOn(Logger.prototype, 'info').mockImplementation(() => undefined);
      await seals.seal();
      await seals.watch();
      const { position, hash } = (await here.app.get(AuditHead).read())!;
      expect(info).toHaveBeenCalledWith('The audit trail reaches to here', { position, hash });
      info.mockRestore();
      const kept = JSON.parse(await readFile(join(here.dataDir, 'audit-head.json'), 'utf8'));
      expect(kept).toMatchObject({ position, hash });
    });
  });

  describe('tampered with', () => {
    beforeEach(open);
    afterEach(() => here.close());

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
      await tamper('DELETE FROM platform.audit_seals WHERE position = 2');
      expect(await seals.firstBroken()).toBe(3);
    });

    it('goes on with a key behind seals that have none, and both are verified', async () => {
      await tamper(...(await resealed()), UNSIGNED);
      await rm(join(here.dataDir, 'audit-head.json'));
      const again = new AuditHashChain(
        here.db,
        freshHead(),
        here.app.get(Metrics, { strict: false }),
        here.app.get(Secrets),
      );
      expect(await again.firstBroken()).toBeNull();
      const before = await lastPosition();
      await record(ROWS + 1, ROWS + 2);
      await again.seal();
      expect(await here.app.get(AuditHead).read()).toMatchObject({ position: before + 2, keyedAfter: before });
      expect(await again.firstBroken()).toBeNull();
      await tamper(`UPDATE platform.audit_log SET action = 'test.undone' WHERE details = '{"n": 3}'`);
      expect(await again.firstBroken()).toBeLessThanOrEqual(before);
    });

    it('cannot be sealed anew by who lacks the key', async () => {
      const forged = `UPDATE platform.audit_log SET details = '{"n": 99}' WHERE details = '{"n": 3}'`;
      await tamper(forged, ...(await resealed()));
      expect(await seals.firstBroken()).toBe(1);
    });

    it('cannot lose its end', async () => {
      const last = await lastPosition();
      await tamper(...CUT);
      expect(await seals.firstBroken()).toBe(last - 1);
      await record(ROWS + 1, ROWS + 2);
      await seals.seal();
      expect(await seals.firstBroken()).toBe(last + 1);
    });

    it('cannot lose its end to who forges the head, or puts back an older one', async () => {
      const old = (await here.app.get(AuditHead).read())!;
      await record(ROWS + 1, ROWS + 2);
      await seals.seal();
      const putBack = `UPDATE platform.audit_head SET position = ${old.position}, hash = '${old.hash}'`;
      await tamper(...CUT, putBack);
      expect(await seals.firstBroken()).toBe(old.position);
      await tamper(`UPDATE platform.audit_head SET mac = '\\x${old.mac!.toString('hex')}'`);
      expect(await seals.firstBroken()).toBe(old.position + 1);
      // A process that starts knows it from its folder.
      const started = new AuditHashChain(
        here.db,
        freshHead(),
        here.app.get(Metrics, { strict: false }),
        here.app.get(Secrets),
      );
      expect(await started.firstBroken()).toBe(old.position + 1);
      await tamper(...(await resealed()), UNSIGNED);
      expect(await started.firstBroken()).not.toBeNull();
    });

    it('of another database is not held against this one', async () => {
      const path = join(here.dataDir, 'audit-head.json');
      const kept = JSON.parse(await readFile(path, 'utf8'));
      await writeFile(path, JSON.stringify({ ...kept, database: '1.2', position: 1_000_000 }));
      const started = new AuditHashChain(
        here.db,
        freshHead(),
        here.app.get(Metrics, { strict: false }),
        here.app.get(Secrets),
      );
      expect(await started.firstBroken()).toBeNull();
    });
  });

  /** As of a process that has just started. */
  function freshHead(): AuditHead {
    return new AuditHead(here.db, here.app.get(Secrets), here.app.get(Config));
  }
});
