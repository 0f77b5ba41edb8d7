import type { INestApplication, Type } from '@nestjs/common';
import { PATH_METADATA } from '@nestjs/common/constants.js';
import { MetadataScanner, ModulesContainer } from '@nestjs/core';
import { ACCESS, type Access } from '../../auth/access.js';
import { scopedContexts } from '../../auth/route-scopes.js';
import { scopeOf, type Scope, type ScopedContext } from '../../auth/scopes.js';
import { IDEMPOTENT } from '../idempotency/idempotent.js';
import { OPERATION, type OperationOptions } from './operation.js';
import { FORMATS } from '../request/content-negotiation.js';
import { RATE_CATEGORY, UNLIMITED, type RateCategory, type RateLimitOptions } from '../limits/rate-limited.js';

export interface DocumentedRoute {
  operationId: string;
  controller: Type<unknown>;
  method: string;
  handler: object;
  paths: string[];
  formats: string[];
  operation?: OperationOptions;
  access: Access;
  scopeFor: (method: string) => Scope | null;
  isIdempotent: boolean;
  isUnlimited: boolean;
  category?: RateCategory;
}

/** `BookingsController.create` is `bookings_create`. */
export function operationIdOf(controller: string, method: string): string {
  const name = controller.replace(/Controller$/, '');
  return `${name.charAt(0).toLowerCase()}${name.slice(1)}_${method}`;
}

/** Throws where two controllers of one name would share operation ids. */
export function documentedRoutes(app: INestApplication): Map<string, DocumentedRoute> {
  const scanner = new MetadataScanner();
  const contexts = scopedContexts(app.get(ModulesContainer));
  const routes = new Map<string, DocumentedRoute>();
  for (const controller of controllersOf(app)) {
    const prototype = controller.prototype as Record<string, object>;
    for (const method of scanner.getAllMethodNames(prototype)) {
      const handler = prototype[method]!;
      if (!Reflect.hasMetadata(PATH_METADATA, handler)) continue;
      const operationId = operationIdOf(controller.name, method);
      if (routes.has(operationId))
        throw new Error(`Two controllers are called ${controller.name}; operation ids need one name each.`);
      routes.set(operationId, describe(operationId, method, controller, contexts.get(controller)));
    }
  }
  return routes;
}

function controllersOf(app: INestApplication): Type<unknown>[] {
  const modules = [...app.get(ModulesContainer).values()];
  return modules.flatMap((module) =>
    [...module.controllers.values()].map(({ metatype }) => metatype as Type<unknown>),
  );
}

function describe(
  operationId: string,
  method: string,
  controller: Type<unknown>,
  context: ScopedContext | undefined,
): DocumentedRoute {
  const handler = (controller.prototype as Record<string, object>)[method]!;
  const declared = (key: string): unknown =>
    Reflect.getMetadata(key, handler) ?? Reflect.getMetadata(key, controller);
  const access = (declared(ACCESS) as Access | undefined) ?? { level: 'admin' };
  return {
    operationId,
    controller,
    method,
    handler,
    paths: pathsOf(controller, handler),
    formats: (declared(FORMATS) as string[] | undefined) ?? [],
    operation: declared(OPERATION) as OperationOptions | undefined,
    access,
    scopeFor: (httpMethod) => scopeOf(access, context, httpMethod),
    isIdempotent: declared(IDEMPOTENT) !== undefined,
    isUnlimited: declared(UNLIMITED) !== undefined,
    category: (declared(RATE_CATEGORY) as RateLimitOptions | undefined)?.category,
  };
}

function pathsOf(controller: object, handler: object): string[] {
  const declared = (of: object) => [Reflect.getMetadata(PATH_METADATA, of) as string | string[]].flat();
  return declared(controller).flatMap((prefix) =>
    declared(handler).map((path) => `${prefix}/${path}`.replace(/:\w+/g, ':').replace(/\/+/g, '/')),
  );
}
