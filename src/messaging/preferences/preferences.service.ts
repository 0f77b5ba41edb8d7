import { Injectable } from '@nestjs/common';
import type { Caller } from '../../platform/auth/caller.js';
import { Database } from '../../platform/database/database.js';
import { toPreferencesResponse, type PreferencesRequest, type PreferencesResponse } from './preferences.dto.js';
import { PreferencesRepository } from './preferences.repository.js';

/** What people choose to be told, by type and channel. */
@Injectable()
export class PreferencesService {
  constructor(
    private readonly db: Database,
    private readonly repository: PreferencesRepository,
  ) {}

  async read(caller: Caller): Promise<PreferencesResponse> {
    return toPreferencesResponse(await this.repository.chosenBy([caller.id]));
  }

  /** Changes what is sent. Refuses unknown types and channels, and what is always mailed (400). */
  change(caller: Caller, request: PreferencesRequest): Promise<PreferencesResponse> {
    const choices = request.choices();
    return this.db.transaction(async (tx) => {
      if (choices.length > 0) await this.repository.keep(tx, caller.id, choices);
      return toPreferencesResponse(await this.repository.chosenBy([caller.id], tx));
    });
  }
}
