import { createParamDecorator, SetMetadata, type CustomDecorator, type ExecutionContext } from '@nestjs/common';
import type { AuthenticatedRequest } from './authentication.js';

export const ACCESS = 'convoke:access';

/** `public` and `optional` let anybody in; `optional` says that the answer depends on who asks. */
export interface Access {
  level: 'public' | 'optional' | 'user' | 'admin';
  /** For routes of credentials: a dead token that comes along is not looked at. */
  ignoresCredentials?: boolean;
  /** For what keeps the account safe: refused to any token for programs, or such a one counts as none. */
  sessionOnly?: boolean;
}

export const Public = (options: Pick<Access, 'ignoresCredentials' | 'sessionOnly'> = {}): CustomDecorator =>
  SetMetadata(ACCESS, { level: 'public', ...options } satisfies Access);

export const OptionalUser = (): CustomDecorator => SetMetadata(ACCESS, { level: 'optional' } satisfies Access);

export const Requires = (level: 'user' | 'admin', options: { sessionOnly?: boolean } = {}): CustomDecorator =>
  SetMetadata(ACCESS, { level, ...options } satisfies Access);

/** The caller, or null where nobody had to sign in. */
export const CurrentUser = createParamDecorator(
  (_: unknown, context: ExecutionContext) =>
    context.switchToHttp().getRequest<AuthenticatedRequest>().caller ?? null,
);
