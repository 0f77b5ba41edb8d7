import { Injectable, type OnModuleInit } from '@nestjs/common';
import { DiscoveryService, MetadataScanner, Reflector } from '@nestjs/core';
import type { Tx } from '../database/tx.js';
import type { PublishedEvent } from './event.js';
import { EVENT_LISTENER, type ListenerOptions } from './on-event.js';

export interface Listener {
  /** `<Class>.<method>`: its name in the handled-once table, so neither may be renamed lightly. */
  name: string;
  types: string[];
  batch: boolean;
  ordered: boolean;
  handle(events: PublishedEvent[], tx: Tx): Promise<void>;
}

@Injectable()
export class ListenerRegistry implements OnModuleInit {
  private readonly byName = new Map<string, Listener>();
  private readonly byType = new Map<string, Listener[]>();

  constructor(
    private readonly discovery: DiscoveryService,
    private readonly scanner: MetadataScanner,
    private readonly reflector: Reflector,
  ) {}

  onModuleInit(): void {
    for (const { instance } of this.discovery.getProviders()) {
      if (!instance || typeof instance !== 'object') continue;
      const prototype = Object.getPrototypeOf(instance) as Record<string, unknown> | null;
      if (!prototype) continue;
      for (const method of this.scanner.getAllMethodNames(prototype)) this.add(instance as object, method);
    }
  }

  find(name: string): Listener | undefined {
    return this.byName.get(name);
  }

  of(type: string): readonly Listener[] {
    return this.byType.get(type) ?? [];
  }

  pairs(): { type: string; listener: string }[] {
    return [...this.byType].flatMap(([type, listeners]) =>
      listeners.map(({ name }) => ({ type, listener: name })),
    );
  }

  private add(instance: object, method: string): void {
    const handler = (instance as Record<string, unknown>)[method];
    if (typeof handler !== 'function') return;
    const options = this.reflector.get<ListenerOptions | undefined>(EVENT_LISTENER, handler);
    if (!options) return;
    const name = `${instance.constructor.name}.${method}`;
    if (this.byName.has(name)) throw new Error(`Two event listeners are called ${name}.`);
    const { batch, ordered = false } = options;
    const types = options.types.map((type) => type.name);
    const call = (argument: unknown, tx: Tx) => handler.call(instance, argument, tx) as Promise<void>;
    const handle = (events: PublishedEvent[], tx: Tx) => call(batch ? events : events[0], tx);
    const listener: Listener = { name, types, batch, ordered, handle };
    this.byName.set(name, listener);
    for (const type of types) this.byType.set(type, [...this.of(type), listener]);
  }
}
