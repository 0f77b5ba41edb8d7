import { Global, Module } from '@nestjs/common';
import { DiscoveryModule } from '@nestjs/core';
import { DeliveryProcessor } from './delivery.processor.js';
import { Dispatcher } from './dispatcher.js';
import { ListenerRegistry } from './listener-registry.js';
import { Outbox } from './outbox.js';
import { OutboxSignal } from './outbox-signal.js';
import { OutboxSweep } from './outbox-sweep.js';

@Global()
@Module({
  imports: [DiscoveryModule],
  providers: [Outbox, OutboxSignal, ListenerRegistry, Dispatcher, DeliveryProcessor, OutboxSweep],
  exports: [Outbox, Dispatcher, ListenerRegistry],
})
export class EventsModule {}
