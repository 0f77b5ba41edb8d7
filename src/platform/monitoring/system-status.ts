import { Injectable } from '@nestjs/common';
import { Clock } from '../../shared/clock.js';
import type { Caller } from '../auth/caller.js';
import { Config } from '../config/config.js';
import { Database } from '../database/database.js';
import type { StatusResponse } from './health.dto.js';
import { isHealthy, Readiness, roundedSince } from './readiness.js';
import { frameworkVersion } from '../config/versions.js';

interface ServerInfo {
  version: string;
  tables: number;
}

@Injectable()
export class SystemStatus {
  constructor(
    private readonly clock: Clock,
    private readonly config: Config,
    private readonly db: Database,
    private readonly readiness: Readiness,
  ) {}

  /** In production only admins learn versions, table count and hosts. */
  async status(caller: Caller | null): Promise<StatusResponse> {
    const startedAt = performance.now();
    const { isProduction, env } = this.config;
    const tellsAll = !isProduction || caller?.isAdmin === true;
    const checks = await this.readiness.check();
    const facts = tellsAll && checks.database.status === 'healthy' ? await this.serverFacts() : undefined;
    return {
      status: isHealthy(checks) ? 'ok' : 'degraded',
      timestamp: this.clock.now(),
      uptime_check_ms: roundedSince(startedAt),
      system: {
        ...(tellsAll && { node_version: process.versions.node, framework_version: frameworkVersion }),
        platform: process.platform,
        environment: env.NODE_ENV,
      },
      database: {
        status: checks.database.status === 'healthy' ? 'connected' : 'disconnected',
        ...(facts && { version: `PostgreSQL ${facts.version}`, table_count: facts.tables }),
      },
      cache: {
        status: checks.redis.status !== 'unhealthy' ? 'working' : 'failing',
        backend: this.config.redisUrl ? 'redis' : 'memory',
      },
      debug_mode: env.NODE_ENV === 'development',
      ...(tellsAll && { allowed_hosts: [new URL(this.config.publicUrl).host] }),
    };
  }

  private async serverFacts(): Promise<ServerInfo | undefined> {
    const [facts] = await this.db.query<ServerInfo>(
      `SELECT split_part(current_setting('server_version'), ' ', 1) AS version, count(*)::int AS tables
       FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
       WHERE c.relkind IN ('r', 'p') AND n.nspname NOT LIKE 'pg\\_%' AND n.nspname <> 'information_schema'`,
    );
    return facts;
  }
}
