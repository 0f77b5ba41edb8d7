import { Injectable } from '@nestjs/common';
import { DiscoveryService } from '@nestjs/core';
import { InvariantSource } from './invariant-source.js';
import { PersonalData } from './personal-data.js';
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

  providersOf<T extends object>(type: abstract new (...args: never[]) => T): T[] {
    const instances = this.discovery.getProviders().map(({ instance }) => instance as unknown);
    return [...new Set(instances)].filter((instance): instance is T => instance instanceof type);
  }
}
