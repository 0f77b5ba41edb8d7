import { Injectable } from '@nestjs/common';
import { Config } from '../../platform/config/config.js';
import type { Tx } from '../../platform/database/tx.js';
import { Registries } from '../../platform/registries/registries.js';
import { RegistrationClosed } from '../identity.errors.js';
import { RegistrationInvitations } from './registration-invitations.repository.js';

/** Who gets an account by themselves, at any door. */
@Injectable()
export class AdmissionService {
  constructor(
    private readonly invitations: RegistrationInvitations,
    private readonly registries: Registries,
    private readonly config: Config,
  ) {}

  /** Uses up an operator's invitation. Refuses with `RegistrationClosed`. */
  async admit(tx: Tx, email: string | null): Promise<void> {
    const { registration } = this.config;
    if (registration === 'open') return;
    const invited = registration === 'invited' && email !== null && (await this.isInvited(tx, email));
    if (!invited) throw new RegistrationClosed();
  }

  private async isInvited(tx: Tx, email: string): Promise<boolean> {
    return (await this.invitations.use(tx, email)) || (await this.registries.isInvited(tx, email));
  }
}
