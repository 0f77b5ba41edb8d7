import { Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { Database } from '../../platform/database/database.js';
import { Logger } from '../../platform/observability/logger.js';
import { AddressConflicts } from './address-conflicts.queries.js';

/** Says at every start that accounts are without their address, until nobody is. */
@Injectable()
export class AddressConflictsService implements OnApplicationBootstrap {
  private readonly logger = new Logger(AddressConflictsService.name);

  constructor(private readonly db: Database) {}

  async onApplicationBootstrap(): Promise<void> {
    const accounts = await new AddressConflicts(this.db).count();
    if (accounts === 0) return;
    const message = 'Accounts lost an address that others have too; see npm run admin -- list --conflicts';
    this.logger.warn(message, { accounts });
  }
}
