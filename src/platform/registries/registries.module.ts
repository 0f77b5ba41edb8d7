import { Global, Module } from '@nestjs/common';
import { DiscoveryModule } from '@nestjs/core';
import { InvariantsProcessor } from './invariants.processor.js';
import { Registries } from './registries.js';

@Global()
@Module({ imports: [DiscoveryModule], providers: [Registries, InvariantsProcessor], exports: [Registries] })
export class RegistriesModule {}
