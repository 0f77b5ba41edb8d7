import { Injectable } from '@nestjs/common';
import { Clock } from '../../shared/clock.js';
import type { CheckupDepth, Finding } from '../registries/checkup-source.js';
import { Registries } from '../registries/registries.js';

const KEPT_MS = 30_000;

@Injectable()
export class CheckupService {
  private kept?: { takenAt: number; findings: Promise<Finding[]> };

  constructor(
    private readonly registries: Registries,
    private readonly clock: Clock,
  ) {}

  /** What is not whole is asked for at most twice a minute, however many look at it. */
  findings(depth: CheckupDepth): Promise<Finding[]> {
    if (depth.isWhole) return this.ask(depth);
    const now = this.clock.millis();
    const age = now - (this.kept?.takenAt ?? -Infinity);
    if (!this.kept || age < 0 || age >= KEPT_MS) {
      const kept = { takenAt: now, findings: this.ask(depth) };
      this.kept = kept;
      kept.findings.catch(() => this.kept === kept && delete this.kept);
    }
    return this.kept.findings;
  }

  private async ask(depth: CheckupDepth): Promise<Finding[]> {
    const findings: Finding[] = [];
    for (const source of this.registries.checkupSources()) findings.push(...(await source.findings(depth)));
    return findings;
  }
}
