import type { INestApplicationContext } from '@nestjs/common';
import { createDemoEvents } from './collaboration/collaboration.demo.js';
import { createDemoAccounts } from './identity/identity.demo.js';
import type { DemoLogin } from './identity/sign-in/demo-logins.policy.js';
import { Database } from './platform/database/database.js';
import { createDemoSlots } from './scheduling/scheduling.demo.js';

/** Names the lock of who makes the demo data. */
const LOCK = 4_927_003;

/**
 * People, slots and events for who tries the product out. Run again, it adds only what is missing. Of processes that
 * start at the same time one makes it, and the others wait for that one's end.
 */
export function createDemoData(app: INestApplicationContext): Promise<DemoLogin[]> {
  return app.get(Database).transaction(async (tx) => {
    await tx.query('SELECT pg_advisory_xact_lock($1)', [LOCK]);
    const logins = await createDemoAccounts(app);
    await createDemoSlots(app);
    await createDemoEvents(app);
    return logins;
  });
}
