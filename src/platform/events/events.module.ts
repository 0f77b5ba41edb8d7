import { Global, Module } from '@nestjs/common';
import { DiscoveryModule } from '@nestjs/core';
import { Dispatcher } from './dispatcher.js';
import { EventDelivery } from './event-delivery.js';
import { ListenerRegistry } from './listener-registry.js';
import { Outbox } from './outbox.js';
import { OutboxSignal } from './outbox-signal.js';
import { OutboxSweep } from './outbox-sweep.js';
import { RedeliveryProcessor } from './redelivery.processor.js';

@Global()
@Module({
  imports: [DiscoveryModule],
  providers: [
    Outbox,
    OutboxSignal,
    ListenerRegistry,
    Dispatcher,
    EventDelivery,
    RedeliveryProcessor,
    OutboxSweep,
  ],
  exports: [Outbox, Dispatcher, ListenerRegistry],
})
export class EventsModule {}
