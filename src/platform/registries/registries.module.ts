import { Global, Module } from '@nestjs/common';
import { DiscoveryModule } from '@nestjs/core';
import { Registries } from './registries.js';

@Global()
@Module({ imports: [DiscoveryModule], providers: [Registries], exports: [Registries] })
export class RegistriesModule {}
