import { ADMIN_COMMANDS } from '../../src/operator/admin-commands.js';
import { AuditHashChain } from '../../src/platform/audit/audit-hash-chain.js';
import { AuditRetention } from '../../src/platform/audit/audit-retention.js';
import { Config, loadConfig } from '../../src/platform/config/config.js';
import { Metrics } from '../../src/platform/observability/metrics.js';
import { tamperWithAudit } from '../support/tamper-with-audit.js';
import { world, type World } from '../support/world.js';

describe('the audit trail, of which a part is past its time', () => {
  const [OLD, YOUNG] = [1_002, 3];
  let here: World;
  let seals: AuditHashChain;
  let began: number;

  const tamper = (...statements: string[]) => tamperWithAudit(here.db, ...statements);

  const plant = (count: number, age: string, address: string) =>
    here.db.query(
      `INSERT INTO platform.audit_log (occurred_at, action, subject_type, subject_id, ip_address)
       SELECT now() - $age::interval, 'test.done', 'test', n, $address
       FROM generate_series(1, $count::int) AS n`,
      { count, age, address },
    );
  const forget = () => here.app.get(AuditRetention, { strict: false }).forget();
  const kept = async () =>
    (
      await here.db.query<{ address: string }>(
        'SELECT DISTINCT ip_address AS address FROM platform.audit_log WHERE ip_address IS NOT NULL ORDER BY 1',
      )
    ).map(({ address }) => address);
  const count = async (table: string) =>
    (await here.db.query<{ n: number }>(`SELECT count(*) AS n FROM platform.${table}`))[0]!.n;
  const subject = (n: number | string, text: string) =>
    `UPDATE platform.audit_log SET subject_id = '${text}'
     WHERE subject_id = '${n}' AND ip_address = '192.0.2.1'`;
  const violations = async () =>
    Number(/audit_chain_broken"\} (\d+)/.exec(await here.app.get(Metrics, { strict: false }).text())?.[1] ?? 0);
  const verifyAll = () => {
    const config = loadConfig({
      NODE_ENV: 'test',
      LOG_LEVEL: 'error',
      DATA_DIR: here.dataDir,
      APP_SECRET: here.app.get(Config).appSecret,
      DATABASE_URL: here.databaseUrl,
    });
    const asked = { config, databaseUrl: here.databaseUrl, words: [], questions: undefined as never };
    return ADMIN_COMMANDS['verify-audit']!.run(asked);
  };

  beforeAll(async () => {
    here = await world();
    seals = here.app.get(AuditHashChain);
    began = await count('audit_log');
    await plant(OLD, '731 days', '192.0.2.1');
    await plant(YOUNG, '729 days', '192.0.2.2');
    await seals.seal();
  });
  afterAll(() => here.close());

  it('keeps what was changed, and all behind it, for that is the proof', async () => {
    expect(began).toBe(0);
    await tamper(subject(3, 'forged'));
    await forget();
    expect(await count('audit_log')).toBe(OLD + YOUNG - 2);
    expect(await seals.firstBroken()).toBe(3);
    await tamper(subject('forged', '3'));
    expect(await seals.firstBroken()).toBeNull();
  });

  it('lets it go, with its addresses, and is verified from there', async () => {
    await forget();
    expect(await kept()).toEqual(['192.0.2.2']);
    expect([await count('audit_log'), await count('audit_seals')]).toEqual([YOUNG, YOUNG]);
    expect(await seals.firstBroken()).toBeNull();
    await plant(1, '0 days', '192.0.2.3');
    await seals.seal();
    await forget();
    expect(await count('audit_seals')).toBe(YOUNG + 1);
    expect(await verifyAll()).toEqual([
      `The audit trail is whole from position ${OLD + 1} to ${OLD + YOUNG + 1}.`,
    ]);
  });

  it.each([
    `SELECT platform.forget_audit(${OLD + 1}, hash, '', now())
     FROM platform.audit_seals ORDER BY position LIMIT 1`,
    `SELECT platform.forget_audit(${OLD + 1}, hash, '', now() - interval '730 days')
     FROM platform.audit_seals ORDER BY position LIMIT 1`,
    `SELECT platform.forget_audit(${OLD + 1}, 'another', '', now() - interval '40 days')`,
  ])('lets nothing else go: %s', (sql) => expect(here.db.query(sql)).rejects.toThrow('is kept for its time'));

  it('is verified each day from where the day before has come, and whole on request', async () => {
    await seals.verify();
    const before = await violations();
    await tamper(`UPDATE platform.audit_log SET action = 'test.undone' WHERE ip_address = '192.0.2.2'`);
    await seals.verify();
    expect(await violations()).toBe(before);
    await expect(verifyAll()).rejects.toThrow(`THE AUDIT TRAIL WAS CHANGED, at position ${OLD + 1}.`);
    await plant(1, '0 days', '192.0.2.4');
    await seals.seal();
    await tamper(`UPDATE platform.audit_log SET action = 'test.undone' WHERE ip_address = '192.0.2.4'`);
    await seals.verify();
    expect(await violations()).toBe(before + 1);
    await tamper(`UPDATE platform.audit_log SET action = 'test.done'`);
    expect(await seals.firstBroken()).toBeNull();
  });

  it('does not begin where somebody else says', async () => {
    const cut = `DELETE FROM platform.audit_seals WHERE position = ${OLD + 1}`;
    await tamper(
      `UPDATE platform.audit_head SET anchor_position = ${OLD + 1},
         anchor_hash = (SELECT hash FROM platform.audit_seals WHERE position = ${OLD + 1})`,
      cut,
    );
    expect(await seals.firstBroken()).toBe(OLD + 1);
  });
});
