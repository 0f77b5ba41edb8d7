import { availableParallelism } from 'node:os';
import { hash, verify } from '@node-rs/argon2';
import { Injectable } from '@nestjs/common';
import { Unavailable } from '../../shared/errors.js';
import { randomToken } from '../../platform/secrets/secrets.js';

/** Argon2id with 19 MiB and two passes, the least that OWASP recommends. */
const COST = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };
/** Each hash keeps a thread busy for some 20 ms; the pool has four, and files and names need some too. */
const AT_ONCE = Math.max(2, Math.min(3, availableParallelism()));
const MOST_WAITING = 500;

/** Hashes and checks passwords, a few at a time; refuses with `Unavailable` when too many wait. */
@Injectable()
export class Passwords {
  private running = 0;
  private readonly waiting: (() => void)[] = [];
  private decoy?: Promise<string>;

  hash(password: string): Promise<string> {
    return this.inTurn(() => hash(password, COST));
  }

  /** Takes as long for an account that has no password, or does not exist, as for a wrong one. */
  async verify(passwordHash: string | null | undefined, password: string): Promise<boolean> {
    const against = passwordHash ?? (await (this.decoy ??= this.hash(randomToken())));
    const matches = await this.inTurn(() => verify(against, password));
    return matches && passwordHash != null;
  }

  private async inTurn<T>(work: () => Promise<T>): Promise<T> {
    if (this.running < AT_ONCE) this.running++;
    else if (this.waiting.length >= MOST_WAITING) throw new Unavailable();
    // Whoever finishes hands its place over, so that nobody gets in between.
    else await new Promise<void>((resolve) => this.waiting.push(resolve));
    try {
      return await work();
    } finally {
      const next = this.waiting.shift();
      if (next) next();
      else this.running--;
    }
  }
}
