import { AuditHashChain } from '../../platform/audit/audit-hash-chain.js';
import type { Config } from '../../platform/config/config.js';
import { Database } from '../../platform/database/database.js';
import { Registries } from '../../platform/registries/registries.js';
import { withProduct } from '../installation.js';

/** Asks all invariants, the ledger's among them, and verifies the audit trail; answers what is broken. */
export function verify(config: Config, databaseUrl: string): Promise<string[]> {
  return withProduct(config, databaseUrl, async (app) => {
    const db = app.get(Database);
    const broken: string[] = [];
    const sources = app.get(Registries, { strict: false }).invariantSources();
    for (const { name, sql } of sources.flatMap((source) => source.invariants())) {
      const { length } = await db.query(sql);
      if (length > 0) broken.push(`${name}: ${length} rows`);
    }
    const position = await app.get(AuditHashChain, { strict: false }).firstBroken();
    if (position !== null) broken.push(`audit trail: broken at position ${position}`);
    return broken;
  });
}
