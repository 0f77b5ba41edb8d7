import { origin } from '../../src/booking/transitions/transition-statement.sql.js';
import { runWithRequestId } from '../../src/platform/context/request-context.js';
import type { Tx } from '../../src/platform/database/tx.js';
import { AuditTrail } from '../../src/platform/audit/audit-trail.js';

describe('an entry of the audit trail', () => {
  it('has the request that caused a job, and no address, as nobody called it', async () => {
    const written: unknown[] = [];
    const query = async (_: string, values: unknown) => void written.push(values);
    const entry = { actorId: null, action: 'payments.refunded', subjectType: 'payment' };
    await runWithRequestId('r-1', () => new AuditTrail().record({ query } as unknown as Tx, entry));
    expect(written).toEqual([expect.objectContaining({ requestId: 'r-1', ip: null })]);
    expect(runWithRequestId('r-1', origin)).toEqual({ requestId: 'r-1', ip: null });
  });
});
