import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { NestFactory } from '@nestjs/core';
import type { INestApplication } from '@nestjs/common';
import { AppModule } from '../../src/app.module.js';
import { loadConfig } from '../../src/platform/config/config.js';
import { apiDocument } from '../../src/platform/http/openapi/api-document.js';
import { contractRoutes, shapeOf } from '../support/routes.js';

interface Operation {
  operationId: string;
  summary: string;
  description?: string;
  deprecated?: true;
  tags: string[];
  'x-usual'?: true;
  'x-access': string;
  'x-scope': string | null;
  security: Record<string, string[]>[];
  responses: Record<string, unknown>;
}

/** Passwords, addresses, ways to sign in, factors, sessions, tokens, erasure. */
const ACCOUNT_SAFETY = new RegExp(
  [
    '/users/(?:change-password|change-email|sessions|tokens|mfa|passkeys)(?:/|$)',
    '/admin/users/\\{id\\}/(?:sessions|reset-mfa)(?:/|$)',
    '^DELETE /api/v1/(?:users/me|admin/users/\\{id\\}|oauth/accounts/\\{id\\})$',
    '/logout$',
  ].join('|'),
);

describe('openapi.json', () => {
  let app: INestApplication;
  let document: {
    paths: Record<string, Record<string, Operation>>;
    tags: { name: string; description: string }[];
  };
  beforeAll(async () => {
    const config = loadConfig({ NODE_ENV: 'test' });
    app = await NestFactory.create(AppModule.of(config), { preview: true, logger: false, abortOnError: false });
    document = JSON.parse(JSON.stringify(apiDocument(app)));
  });
  afterAll(() => app.close());

  const operations = () =>
    Object.entries(document.paths).flatMap(([path, methods]) =>
      Object.entries(methods).map(([method, operation]) => ({ method: method.toUpperCase(), path, operation })),
    );

  it('is what the routes say; `npm run openapi` writes it anew', () => {
    const kept = JSON.parse(readFileSync(join(process.cwd(), 'openapi.json'), 'utf8')) as unknown;
    expect(document).toEqual(kept);
  });

  it('is what pages and islands are typed by; `npm run openapi` writes that, too', () => {
    const schema = execFileSync(process.execPath, ['scripts/schema.mjs', 'openapi.json'], { encoding: 'utf8' });
    expect(readFileSync(join(process.cwd(), 'web/browser/schema.d.ts'), 'utf8') === schema).toBe(true);
  });

  it('describes each operation under an id of its own', () => {
    const ids = operations().map(({ operation }) => operation.operationId);
    expect(new Set(ids).size).toBe(ids.length);
    const bare = operations().filter(({ operation }) => operation.summary === operation.operationId);
    expect(bare.map(({ operation }) => operation.operationId)).toEqual([]);
  });

  it('puts each operation into one group, which the list of groups describes', () => {
    const groups = document.tags.map(({ name }) => name);
    const used = operations().map(({ operation }) => operation.tags);
    expect(used.filter((tags) => tags.length !== 1)).toEqual([]);
    expect([...new Set(used.flat())].sort()).toEqual([...groups].sort());
    expect(groups[0]).toBe('Sign-in');
    expect(document.tags.filter(({ description }) => !/^[A-Z].+\.$/.test(description))).toEqual([]);
  });

  it('names one usual door, and for every old one an operation that stays', () => {
    const usual = operations().filter(({ operation }) => operation['x-usual']);
    expect(usual.map(({ method, path }) => `${method} ${path}`)).toEqual(['POST /api/v1/auth/login']);
    const staying = operations()
      .filter(({ operation }) => !operation.deprecated)
      .map(({ method, path }) => `${method} ${path}`);
    const old = operations().filter(({ operation }) => operation.deprecated);
    const better = old.map(({ operation }) => /^Better use `([^`]+)`;/.exec(operation.description!)?.[1]);
    expect(better.filter((one) => !staying.includes(one!))).toEqual([]);
    expect(old.map(({ operation }) => operation.operationId)).toEqual([
      'profile_profile',
      'profile_putProfile',
      'auth_token',
      'auth_tokenRefresh',
      'profile_user',
      'authAlias_create',
      'authAlias_login',
      'authAlias_logout',
      'authAlias_register',
    ]);
  });

  it('declares access and success as the contract does', () => {
    const contract = new Map(contractRoutes().map((route) => [shapeOf(route), route]));
    const wrong = operations().flatMap(({ method, path, operation }) => {
      const route = contract.get(shapeOf({ method, path }));
      const success = Object.keys(operation.responses)[0];
      const same = route && route.access === operation['x-access'] && String(route.success) === success;
      return same
        ? []
        : [
            `${method} ${path}: ${operation['x-access']} ${success}, ` +
              `contract ${route?.access} ${route?.success}`,
          ];
    });
    expect(wrong).toEqual([]);
  });

  it('names the scope of the contract’s context, and what no token for programs may do', () => {
    const contexts = new Map(contractRoutes().map((route) => [shapeOf(route), route.context]));
    const wrong = operations().flatMap(({ method, path, operation }) => {
      const access = operation['x-access'];
      const context = contexts.get(shapeOf({ method, path }));
      const first = access === 'admin' || context === 'platform' ? 'admin' : context;
      const isForPeople =
        path === '/saml/logout' ||
        ((access === 'user' || access === 'admin') && ACCOUNT_SAFETY.test(`${method} ${path}`));
      const scope = isForPeople ? null : `${first}:${method === 'GET' ? 'read' : 'write'}`;
      const inSecurity = operation.security.flatMap(({ token }) => token ?? []);
      const isRight = access === 'public' || inSecurity.join() === (scope ?? '');
      return operation['x-scope'] === scope && isRight ? [] : [`${method} ${path}: ${operation['x-scope']}`];
    });
    expect(wrong).toEqual([]);
  });
});
