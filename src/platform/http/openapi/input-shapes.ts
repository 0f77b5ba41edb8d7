import type { INestApplication, Type } from '@nestjs/common';
import { PARAMTYPES_METADATA, ROUTE_ARGS_METADATA } from '@nestjs/common/constants.js';
import { RouteParamtypes } from '@nestjs/common/enums/route-paramtypes.enum.js';
import { fieldsOf } from '../fields/field.js';
import type { InputShape } from '../request/input.guard.js';
import { documentedRoutes, type DocumentedRoute } from './documented-routes.js';
import { responseTypesOf } from './operation.js';

interface Argument {
  type: RouteParamtypes;
  name?: string | undefined;
  target?: Type<unknown> | undefined;
}

/** What each handler reads, and what its resource is answered with. */
export function inputShapes(app: INestApplication): ReadonlyMap<object, InputShape> {
  const routes = [...documentedRoutes(app).values()];
  const answers = new Map<string, Set<Type<unknown>>>();
  for (const { paths, operation } of routes)
    for (const path of paths) {
      const known = answers.get(path) ?? new Set();
      for (const type of responseTypesOf(operation)) known.add(type);
      answers.set(path, known);
    }
  return new Map(
    routes.map((route) => {
      const own = route.paths.flatMap((path) => [...(answers.get(path) ?? [])]);
      return [route.handler, { ...readingOf(route), answers: own }];
    }),
  );
}

function readingOf({ controller, method, formats }: DocumentedRoute): Omit<InputShape, 'answers'> {
  const all = argumentsOf(controller, method);
  const reads = (...types: RouteParamtypes[]) => all.some(({ type }) => types.includes(type));
  const readsItself = reads(RouteParamtypes.REQUEST, RouteParamtypes.RAW_BODY);
  const query = all.filter(({ type }) => type === RouteParamtypes.QUERY);
  const isOpen = readsItself || query.some(({ name, target }) => !name && !hasFields(target));
  return {
    readsBody: readsItself || reads(RouteParamtypes.BODY, RouteParamtypes.FILE, RouteParamtypes.FILES),
    parameters: isOpen
      ? undefined
      : new Set([
          ...query.flatMap(({ name, target }) => name ?? namesOf(target)),
          ...(formats.length > 0 ? ['format'] : []),
        ]),
  };
}

function argumentsOf(controller: object, method: string): Argument[] {
  const declared = (Reflect.getMetadata(ROUTE_ARGS_METADATA, controller, method) ?? {}) as Record<
    string,
    { index: number; data?: unknown }
  >;
  const prototype = (controller as Type<object>).prototype;
  const types = (Reflect.getMetadata(PARAMTYPES_METADATA, prototype, method) ?? []) as Type<unknown>[];
  return Object.entries(declared).map(([key, { index, data }]) => ({
    type: Number(key.split(':')[0]),
    name: typeof data === 'string' ? data : undefined,
    target: types[index],
  }));
}

function hasFields(target: Type<unknown> | undefined): boolean {
  return target !== undefined && fieldsOf(target).length > 0;
}

function namesOf(target: Type<unknown> | undefined): string[] {
  return target
    ? fieldsOf(target).flatMap(({ name, kind }) => (kind.readsLists ? [name, `${name}[]`] : [name]))
    : [];
}
