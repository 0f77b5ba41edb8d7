import { MetadataScanner, type DiscoveryService } from '@nestjs/core';

export interface DecoratedMethod<Options> {
  instance: object;
  /** `<Class>.<method>` */
  name: string;
  options: Options;
  call(...values: unknown[]): unknown;
}

/** Remembers the names of each class. */
const scanner = new MetadataScanner();

export function decoratedMethods<Options>(
  discovery: DiscoveryService,
  key: string,
): DecoratedMethod<Options>[] {
  const instances = new Set(discovery.getProviders().map(({ instance }) => instance as unknown));
  return [...instances].filter(isObject).flatMap((instance) =>
    scanner.getAllMethodNames(Object.getPrototypeOf(instance) as object).flatMap((method) => {
      const handler = (instance as Record<string, unknown>)[method];
      if (typeof handler !== 'function') return [];
      const options = Reflect.getOwnMetadata(key, handler) as Options | undefined;
      if (!options) return [];
      const call = (...values: unknown[]): unknown => handler.apply(instance, values);
      return [{ instance, name: `${instance.constructor.name}.${method}`, options, call }];
    }),
  );
}

function isObject(instance: unknown): instance is object {
  return typeof instance === 'object' && instance !== null && Object.getPrototypeOf(instance) !== null;
}
