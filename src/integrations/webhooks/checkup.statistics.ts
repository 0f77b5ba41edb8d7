import { Injectable } from '@nestjs/common';
import { Database } from '../../platform/database/database.js';
import { CheckupSource, type Finding, type Waiting } from '../../platform/registries/checkup-source.js';
import { Clock } from '../../shared/clock.js';

const AN_HOUR_MS = 3_600_000;

const FAILING = `integrations.webhook_endpoints e WHERE e.is_active AND e.failing_since IS NOT NULL`;
const LAST_HOUR = `
  SELECT count(*) FILTER (WHERE d.status = 'succeeded')::integer AS delivered,
    count(*) FILTER (WHERE d.status = 'failed')::integer AS failed,
    (SELECT count(*)::integer FROM ${FAILING}) AS failing
  FROM integrations.webhook_deliveries d WHERE d.created_at > $since`;

/** How those who are told of what happens were reached within the last hour. */
@Injectable()
export class WebhooksCheckup extends CheckupSource {
  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
  ) {
    super();
  }

  override waiting(): Waiting[] {
    return [{ room: 'webhooks', count: `SELECT count(*) FROM ${FAILING}` }];
  }

  async findings(): Promise<Finding[]> {
    const since = new Date(this.clock.millis() - AN_HOUR_MS);
    const [figures] = await this.db.query<Record<'delivered' | 'failed' | 'failing', number>>(LAST_HOUR, {
      since,
    });
    return [{ name: 'webhooks', is_fine: figures!.failed + figures!.failing === 0, figures: figures! }];
  }
}
