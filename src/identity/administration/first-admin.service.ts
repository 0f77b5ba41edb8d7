import { Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { Config } from '../../platform/config/config.js';
import { Logger } from '../../platform/observability/logger.js';
import { InvalidInput } from '../../shared/errors.js';
import { OperatorService, type NewAdmin } from './operator.service.js';

const NOBODY =
  'Nobody is an administrator: set ADMIN_EMAIL and ADMIN_PASSWORD, or run npm run admin -- create <address>';

export class WeakAdminPassword extends Error {
  readonly expected = true;
}

/** At a start that finds no administrator one is made, or the lack is told. */
@Injectable()
export class FirstAdminService implements OnApplicationBootstrap {
  private readonly logger = new Logger(FirstAdminService.name);

  constructor(
    private readonly operator: OperatorService,
    private readonly config: Config,
  ) {}

  async onApplicationBootstrap(): Promise<void> {
    const { firstAdmin, isProduction } = this.config;
    if ((!firstAdmin && !isProduction) || (await this.operator.hasAdmin())) return;
    if (!firstAdmin) return this.logger.warn(NOBODY);
    const made = await this.make(firstAdmin);
    if (made) return this.logger.info('The first administrator was made', { account_id: made.id });
    if (await this.operator.hasAdmin()) return;
    const { email } = firstAdmin;
    this.logger.warn(
      `Nobody is an administrator: ADMIN_EMAIL has an account, and none is promoted by it; ` +
        `run npm run admin -- promote ${email}`,
    );
  }

  private async make(admin: NewAdmin) {
    try {
      return await this.operator.createFirstAdmin(admin);
    } catch (error) {
      if (!(error instanceof InvalidInput)) throw error;
      const problems = Object.values(error.fieldErrors ?? {}).flat();
      throw new WeakAdminPassword(`ADMIN_PASSWORD is no good: ${problems.join(' ')}`);
    }
  }
}
