import { Global, Module } from '@nestjs/common';
import { DiscoveryModule } from '@nestjs/core';
import { RouteAccessCheck } from './route-access-check.js';

@Global()
@Module({ imports: [DiscoveryModule], providers: [RouteAccessCheck], exports: [RouteAccessCheck] })
export class AuthModule {}
