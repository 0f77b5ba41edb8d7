import { Injectable } from '@nestjs/common';
import { hash, verify } from '@node-rs/argon2';
import { randomToken } from '../../platform/secrets/secrets.js';
import { Semaphore } from '../../shared/concurrency/semaphore.js';

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

  /** Of the NFC form: keyboards differ in how they write an accent. */
  hash(password: string): Promise<string> {
    return this.semaphore.run(() => hash(password.normalize('NFC'), COST));
  }

  /** As long for an account without a password, or for none. Old hashes are of what was typed, in any form. */
  async verify(passwordHash: string | null | undefined, password: string): Promise<boolean> {
    const against = passwordHash ?? (await (this.decoy ??= this.hash(randomToken())));
    for (const form of new Set([password.normalize('NFC'), password]))
      if (await this.semaphore.run(() => verify(against, form))) return passwordHash != null;
    return false;
  }
}
