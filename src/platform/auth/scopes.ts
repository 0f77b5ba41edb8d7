import { SetMetadata } from '@nestjs/common';
import { Forbidden } from '../../shared/errors.js';

const CONTEXTS = [
  'identity',
  'scheduling',
  'booking',
  'payments',
  'collaboration',
  'messaging',
  'integrations',
  'admin',
] as const;
export type ScopedContext = (typeof CONTEXTS)[number];
export type Verb = 'read' | 'write';
export type Scope = `${ScopedContext}:${Verb}`;

export const SCOPES: readonly Scope[] = CONTEXTS.flatMap((context): Scope[] => [
  `${context}:read`,
  `${context}:write`,
]);

export const SCOPED_CONTEXT = 'convoke:scoped-context';
const SAFE: ReadonlySet<string> = new Set(['GET', 'HEAD', 'OPTIONS']);

export const ScopedAs = (context: Exclude<ScopedContext, 'admin'>) => SetMetadata(SCOPED_CONTEXT, context);

/** Null where no token for programs is taken, whatever its scopes are. */
export function scopeOf(
  { level, sessionOnly }: { level: string; sessionOnly?: boolean | undefined },
  context: ScopedContext | undefined,
  method: string,
): Scope | null {
  if (sessionOnly) return null;
  const first = level === 'admin' ? 'admin' : (context ?? 'admin');
  return `${first}:${verbOf(method)}`;
}

export function verbOf(method: string): Verb {
  return SAFE.has(method.toUpperCase()) ? 'read' : 'write';
}

/** Sessions, which have no scopes, may everything. */
export function allows({ scopes }: { scopes?: readonly Scope[] | null }, needed: Scope): boolean {
  return !scopes || scopes.includes(needed) || scopes.includes(needed.replace(/:read$/, ':write') as Scope);
}

export class ScopeRequired extends Forbidden {
  static override readonly code: string = 'SCOPE_REQUIRED';
  static override readonly title: string = 'This token may not do this: it has not the scope in `details`.';

  constructor(scope: Scope) {
    super(`This token may not do this: it has not the scope ${scope}.`);
    this.details = { scope };
  }
}

export class SessionRequired extends Forbidden {
  static override readonly code: string = 'SESSION_REQUIRED';
  static override readonly title: string = 'No token for programs may do this: sign in.';
}
