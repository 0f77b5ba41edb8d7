import { Global, Module } from '@nestjs/common';
import { DiscoveryModule } from '@nestjs/core';
import { ClosedRoutes } from './closed-routes.js';

@Global()
@Module({ imports: [DiscoveryModule], providers: [ClosedRoutes], exports: [ClosedRoutes] })
export class AuthModule {}
