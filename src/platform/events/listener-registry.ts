import { Injectable, type OnModuleInit } from '@nestjs/common';
import { DiscoveryService } from '@nestjs/core';
import type { Tx } from '../database/tx.js';
import { decoratedMethods } from '../discovery/decorated-methods.js';
import type { PublishedEvent } from './event.js';
import { EVENT_LISTENER, type ListenerOptions } from './on-event.js';

export interface Listener {
  /** `<Class>.<method>`: its name in the handled-once table, so neither may be renamed lightly. */
  name: string;
  types: string[];
  batch: boolean;
  ordered: boolean;
  concerns(event: PublishedEvent): boolean;
  handle(events: PublishedEvent[], tx: Tx): Promise<void>;
}

@Injectable()
export class ListenerRegistry implements OnModuleInit {
  private readonly byName = new Map<string, Listener>();
  private readonly byType = new Map<string, Listener[]>();

  constructor(private readonly discovery: DiscoveryService) {}

  onModuleInit(): void {
    for (const { name, options, call } of decoratedMethods<ListenerOptions>(this.discovery, EVENT_LISTENER)) {
      if (this.byName.has(name)) throw new Error(`Two event listeners are called ${name}.`);
      const { batch, ordered = false, concerns: isMeant = () => true } = options;
      const types = options.types.map((type) => type.name);
      const handle = async (events: PublishedEvent[], tx: Tx) => {
        await call(batch ? events : events[0], tx);
      };
      const concerns = ({ payload }: PublishedEvent) => isMeant(payload as never);
      const listener: Listener = { name, types, batch, ordered, concerns, handle };
      this.byName.set(name, listener);
      for (const type of types) this.byType.set(type, [...this.of(type), listener]);
    }
  }

  find(name: string): Listener | undefined {
    return this.byName.get(name);
  }

  of(type: string): readonly Listener[] {
    return this.byType.get(type) ?? [];
  }

  types(): string[] {
    return [...this.byType.keys()];
  }

  pairs(): { type: string; listener: string }[] {
    return [...this.byType].flatMap(([type, listeners]) =>
      listeners.map(({ name }) => ({ type, listener: name })),
    );
  }
}
