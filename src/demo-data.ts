import type { INestApplicationContext } from '@nestjs/common';
import { createDemoEvents } from './collaboration/collaboration.demo.js';
import { createDemoAccounts, type DemoLogin } from './identity/identity.demo.js';
import { Database } from './platform/database/database.js';
import { createDemoHosts, createDemoSlots } from './scheduling/scheduling.demo.js';

/** Advisory lock: one process at a time creates the demo data. */
const LOCK = 4_927_003;

/** Creates people, slots and events to try the product out; run again, it adds only what is missing. */
export function createDemoData(app: INestApplicationContext): Promise<DemoLogin[]> {
  return app.get(Database).transaction(async (tx) => {
    await tx.query('SELECT pg_advisory_xact_lock($1)', [LOCK]);
    const logins = await createDemoAccounts(app);
    await createDemoSlots(app);
    await createDemoHosts(
      app,
      logins.map(({ username }) => username),
    );
    await createDemoEvents(app);
    return logins;
  });
}
