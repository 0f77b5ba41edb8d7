import { Injectable } from '@nestjs/common';
import { DiscoveryService } from '@nestjs/core';
import type { Tx } from '../database/tx.js';
import { CheckupSource } from './checkup-source.js';
import { InvariantSource } from './invariant-source.js';
import { InvitationSource } from './invitation-source.js';
import { NewcomerFollower } from './newcomer-follower.js';
import { PersonalData } from './personal-data.js';
import { StandingFollower, type Standing } from './standing-follower.js';
import { StatisticsSource } from './statistics-source.js';

/** Finds what the contexts registered by providing it. */
@Injectable()
export class Registries {
  constructor(private readonly discovery: DiscoveryService) {}

  personalData(): PersonalData[] {
    return this.providersOf(PersonalData).sort((a, b) => a.order - b.order);
  }

  statisticsSources(): StatisticsSource[] {
    return this.providersOf(StatisticsSource);
  }

  invariantSources(): InvariantSource[] {
    return this.providersOf(InvariantSource);
  }

  checkupSources(): CheckupSource[] {
    return this.providersOf(CheckupSource);
  }

  async followStanding(tx: Tx, personId: number, standing: Standing): Promise<void> {
    for (const follower of this.providersOf(StandingFollower))
      await follower.standingChanged(tx, personId, standing);
  }

  async welcome(tx: Tx, personId: number): Promise<void> {
    for (const follower of this.providersOf(NewcomerFollower)) await follower.accountCreated(tx, personId);
  }

  async isInvited(tx: Tx, email: string): Promise<boolean> {
    for (const source of this.providersOf(InvitationSource)) if (await source.isInvited(tx, email)) return true;
    return false;
  }

  providersOf<T extends object>(type: abstract new (...args: never[]) => T): T[] {
    const instances = this.discovery.getProviders().map(({ instance }) => instance as unknown);
    return [...new Set(instances)].filter((instance): instance is T => instance instanceof type);
  }
}
