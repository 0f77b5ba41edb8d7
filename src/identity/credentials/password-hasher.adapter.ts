import { Injectable } from '@nestjs/common';
import { hash, verify } from '@node-rs/argon2';
import { randomToken } from '../../platform/secrets/secrets.js';
import { Semaphore } from '../../shared/semaphore.js';

/** Argon2id with 19 MiB and two passes, the least that OWASP recommends. */
const COST = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };
/** Each hash keeps a thread busy for some 20 ms; the pool has four, and files and names need some too. */
const AT_ONCE = 2;
const MOST_WAITING = 500;

/** Hashes and checks passwords, a few at a time; refuses with `Unavailable` when too many wait. */
@Injectable()
export class PasswordHasher {
  private readonly semaphore = new Semaphore(AT_ONCE, MOST_WAITING);
  private decoy?: Promise<string>;

  hash(password: string): Promise<string> {
    return this.semaphore.run(() => hash(password, COST));
  }

  /** Takes as long for an account that has no password, or does not exist, as for a wrong one. */
  async verify(passwordHash: string | null | undefined, password: string): Promise<boolean> {
    const against = passwordHash ?? (await (this.decoy ??= this.hash(randomToken())));
    const matches = await this.semaphore.run(() => verify(against, password));
    return matches && passwordHash != null;
  }
}
