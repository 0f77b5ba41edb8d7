import { Global, Module } from '@nestjs/common';
import { DiscoveryModule } from '@nestjs/core';
import { RouteAccessCheck } from './route-access-check.js';
import { RouteScopes } from './route-scopes.js';

@Global()
@Module({
  imports: [DiscoveryModule],
  providers: [RouteAccessCheck, RouteScopes],
  exports: [RouteAccessCheck, RouteScopes],
})
export class AuthModule {}
