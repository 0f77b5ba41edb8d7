import { Global, Module } from '@nestjs/common';
import { GuardedFetch } from './guarded-fetch.js';
import { HostLookup } from './host-lookup.js';

@Global()
@Module({ providers: [GuardedFetch, HostLookup], exports: [GuardedFetch] })
export class OutboundModule {}
