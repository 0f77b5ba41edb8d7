import { Injectable } from '@nestjs/common';
import { Cache } from '../../platform/engine/ports/cache.js';
import { contentDigest } from '../../shared/texts.js';

const KEPT_MS = 600_000;

export interface KeptAnswer {
  /** The slots as JSON, and its digest. */
  text: string;
  digest: string;
  /** From then on the clock has made it another; null: never. */
  changesAt: number | null;
}

/** By the question and the revision of the host's time: what is found was true when that was read. */
@Injectable()
export class SlotAnswersRepository {
  constructor(private readonly cache: Cache) {}

  async find(question: string, now: number): Promise<KeptAnswer | undefined> {
    const kept = await this.cache.get<string>(keyOf(question));
    if (kept === undefined) return undefined;
    const [first, second] = [kept.indexOf(' '), kept.indexOf(' ', kept.indexOf(' ') + 1)];
    const until = kept.slice(first + 1, second);
    const changesAt = until === '-' ? null : Number(until);
    if (changesAt !== null && changesAt <= now) return undefined;
    return { digest: kept.slice(0, first), changesAt, text: kept.slice(second + 1) };
  }

  async keep(question: string, { text, digest, changesAt }: KeptAnswer, now: number): Promise<void> {
    const lasts = changesAt === null ? KEPT_MS : Math.min(KEPT_MS, changesAt - now);
    if (lasts > 0) await this.cache.set(keyOf(question), `${digest} ${changesAt ?? '-'} ${text}`, lasts);
  }
}

function keyOf(question: string): string {
  return `slots:${contentDigest(question)}`;
}
