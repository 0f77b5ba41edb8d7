import { Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { PATH_METADATA } from '@nestjs/common/constants.js';
import { DiscoveryService, MetadataScanner, Reflector } from '@nestjs/core';
import { ACCESS } from './access.js';

/** Refuses to start while a route does not declare who may call it. */
@Injectable()
export class RouteAccessCheck implements OnApplicationBootstrap {
  constructor(
    private readonly discovery: DiscoveryService,
    private readonly scanner: MetadataScanner,
    private readonly reflector: Reflector,
  ) {}

  onApplicationBootstrap(): void {
    const open = this.undeclaredRoutes();
    if (open.length > 0) throw new Error(`These routes do not say who may call them: ${open.join(', ')}`);
  }

  /** `<Controller>.<method>` of every route without `@Public`, `@OptionalUser` or `@Requires`. */
  undeclaredRoutes(): string[] {
    return this.discovery.getControllers().flatMap(({ metatype, instance }) => {
      if (!metatype || !instance) return [];
      const prototype = Object.getPrototypeOf(instance) as Record<string, (...args: unknown[]) => unknown>;
      return this.scanner
        .getAllMethodNames(prototype)
        .filter((method) => Reflect.hasMetadata(PATH_METADATA, prototype[method]!))
        .filter((method) => !this.reflector.getAllAndOverride(ACCESS, [prototype[method]!, metatype]))
        .map((method) => `${metatype.name}.${method}`);
    });
  }
}
