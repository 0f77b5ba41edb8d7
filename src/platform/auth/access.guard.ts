import { Inject, Injectable, type CanActivate, type ExecutionContext, type Type } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { Response } from 'express';
import { Forbidden, Unauthenticated } from '../../shared/errors.js';
import { ACCESS, type Access } from './access.js';
import { currentRequest } from '../context/request-context.js';
import type { AuthenticatedRequest } from './authentication.js';
import { Authenticator } from './authenticator.js';
import { inRoleOf } from './caller.js';
import type { RouteScopes } from './route-scopes.js';
import { allows, ScopeRequired, SessionRequired, verbOf } from './scopes.js';

/** Checks a route's declared access against the caller; a route that declares nothing is refused. */
@Injectable()
export class AccessGuard implements CanActivate {
  constructor(
    private readonly reflector: Reflector,
    @Inject(Authenticator) private readonly authenticator: Authenticator,
    private readonly scopes: RouteScopes,
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
    const scope = this.scopes.of(context.getClass<Type<unknown>>(), access, request.method);
    const { caller } = request;
    if (caller) request.caller = inRoleOf(caller, verbOf(request.method));
    const isWithinScopes = !caller?.scopes || (scope !== null && allows(caller, scope));
    if (open) {
      if (!isWithinScopes) forgetCaller(request);
      return true;
    }
    if (!caller) throw new Unauthenticated();
    if (access.level === 'admin' && !caller.isAdmin) throw new Forbidden('Only administrators may do this.');
    if (!isWithinScopes) throw scope === null ? new SessionRequired() : new ScopeRequired(scope);
    return true;
  }
}

/** A token that is for other things counts as none where anybody may come. */
function forgetCaller(request: AuthenticatedRequest): void {
  request.caller = undefined;
  const context = currentRequest();
  if (context) context.callerId = undefined;
}
