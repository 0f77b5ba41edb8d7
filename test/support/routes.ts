import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { NestExpressApplication } from '@nestjs/platform-express';

/** A row of the contract's table of routes. */
export interface ContractRoute {
  method: string;
  path: string;
  access: string;
  documents: string[];
  context: string;
  success: number;
}

/** One registered route of the router, in the order in which it is tried. */
export interface RegisteredRoute {
  method: string;
  /** With `{name}` for parameters, as the contract writes them. */
  path: string;
  matches(path: string): boolean;
}

export function contractRoutes(): ContractRoute[] {
  const [, ...rows] = readFileSync(join(process.cwd(), 'test/contract/routes.tsv'), 'utf8').trim().split('\n');
  return rows.map((row) => {
    const [method, path, access, documents, context, success] = row.split('\t') as [
      string,
      string,
      string,
      string,
      string,
      string,
    ];
    return { method, path, access, documents: documents.split(','), context, success: Number(success) };
  });
}

interface Layer {
  route?: { path: string; methods: Record<string, boolean> };
  match(path: string): boolean;
}

export function registeredRoutes(app: NestExpressApplication): RegisteredRoute[] {
  const { router } = app.getHttpAdapter().getInstance() as unknown as { router: { stack: Layer[] } };
  return router.stack.flatMap((layer) => {
    if (!layer.route || typeof layer.route.path !== 'string') return [];
    const path = layer.route.path.replace(/:(\w+)/g, '{$1}').replace(/(.)\/$/, '$1');
    const methods = Object.keys(layer.route.methods).filter((method) => layer.route!.methods[method]);
    return methods.map((method) => ({
      method: method.toUpperCase(),
      path,
      matches: (at: string) => layer.match(at),
    }));
  });
}

/** The same path whatever its parameters are called. */
export const shapeOf = ({ method, path }: { method: string; path: string }) =>
  `${method} ${path.replace(/\{\w+\}/g, '{}')}`;
