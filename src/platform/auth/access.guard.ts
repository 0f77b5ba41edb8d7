import { Inject, Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { Response } from 'express';
import { Forbidden, Unauthenticated } from '../../shared/errors.js';
import { ACCESS, type Access } from './access.js';
import type { AuthenticatedRequest } from './authentication.js';
import { Authenticator } from './authenticator.js';

/** Checks a route's declared access against the caller; a route that declares nothing is refused. */
@Injectable()
export class AccessGuard implements CanActivate {
  constructor(
    private readonly reflector: Reflector,
    @Inject(Authenticator) private readonly authenticator: Authenticator,
  ) {}

  canActivate(context: ExecutionContext): boolean {
    if (context.getType() !== 'http') return true;
    const access = this.reflector.getAllAndOverride<Access | undefined>(ACCESS, [
      context.getHandler(),
      context.getClass(),
    ]);
    if (!access) throw new Forbidden();
    const request = context.switchToHttp().getRequest<AuthenticatedRequest>();
    const open = access.level === 'public' || access.level === 'optional';
    const failure = access.ignoresCredentials ? undefined : request.authFailure;
    if (failure && open && failure.via === 'cookie') {
      const { cookieName } = this.authenticator;
      // Browsers take nothing by such a name, not even its end, without `Secure`.
      const options = { path: '/', secure: cookieName.startsWith('__Host-') };
      context.switchToHttp().getResponse<Response>().clearCookie(cookieName, options);
    } else if (failure) {
      throw failure.error;
    }
    if (open) return true;
    if (!request.caller) throw new Unauthenticated();
    if (access.level === 'admin' && !request.caller.isAdmin)
      throw new Forbidden('Only administrators may do this.');
    return true;
  }
}
