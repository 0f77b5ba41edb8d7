import { Injectable, type Type } from '@nestjs/common';
import { ModulesContainer } from '@nestjs/core';
import type { Access } from './access.js';
import { SCOPED_CONTEXT, scopeOf, type Scope, type ScopedContext } from './scopes.js';

/** Which scope a route asks of a token for programs, by the module of its controller. */
@Injectable()
export class RouteScopes {
  private contexts?: Map<unknown, ScopedContext>;

  constructor(private readonly modules: ModulesContainer) {}

  of(controller: Type<unknown>, access: Access, method: string): Scope | null {
    return scopeOf(access, (this.contexts ??= scopedContexts(this.modules)).get(controller), method);
  }
}

export function scopedContexts(modules: ModulesContainer): Map<unknown, ScopedContext> {
  const contexts = new Map<unknown, ScopedContext>();
  for (const { metatype, controllers } of modules.values()) {
    const context = Reflect.getMetadata(SCOPED_CONTEXT, metatype) as ScopedContext | undefined;
    if (context) for (const { metatype: controller } of controllers.values()) contexts.set(controller, context);
  }
  return contexts;
}
