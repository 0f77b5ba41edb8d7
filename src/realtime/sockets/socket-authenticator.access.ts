import { Inject, Injectable } from '@nestjs/common';
import { Authenticator } from '../../platform/auth/authenticator.js';
import type { Caller } from '../../platform/auth/caller.js';
import { allows, ScopeRequired } from '../../platform/auth/scopes.js';
import { Config } from '../../platform/config/config.js';
import { Readiness } from '../../platform/monitoring/readiness.js';
import { DomainError, Forbidden, Unauthenticated, Unavailable } from '../../shared/errors.js';
import type { Feed } from '../feed/feeds.rules.js';
import { TooManySockets } from '../realtime.errors.js';
import { credentialsOf, type Handshake } from './handshake.policy.js';
import { SocketLimits } from './socket-limits.access.js';

@Injectable()
export class SocketAuthenticator {
  private readonly origins: ReadonlySet<string>;

  constructor(
    @Inject(Authenticator) private readonly authenticator: Authenticator,
    private readonly readiness: Readiness,
    private readonly limits: SocketLimits,
    config: Config,
  ) {
    const known = [...config.corsOrigins, config.publicUrl, config.frontendUrl];
    this.origins = new Set(known.map((url) => (URL.canParse(url) ? new URL(url).origin : url)));
  }

  /**
   * Null for a stranger at an open feed. Refuses with `Unauthenticated`, `Forbidden`, `Unavailable`,
   * `RateLimitExceeded` or `TooManySockets`; a refusal counts as a request of its network.
   */
  async admit(feed: Feed, handshake: Handshake, network: string): Promise<Caller | null> {
    const caller = await this.authenticate(feed, handshake).catch(async (error: unknown) => {
      await this.limits.count(null, network);
      throw error;
    });
    await this.limits.count(caller, network);
    if (!this.limits.hasPlace({ caller, network })) throw new TooManySockets();
    return caller;
  }

  private async authenticate(feed: Feed, handshake: Handshake): Promise<Caller | null> {
    if (this.readiness.isDraining) throw new Unavailable('This process is stopping; connect again.');
    const credentials = credentialsOf(handshake, this.authenticator.cookieName);
    if (!credentials) {
      if (feed.open) return null;
      throw new Unauthenticated();
    }
    if (credentials.cookie !== undefined) this.refuseForeignPage(handshake);
    try {
      const caller = await this.authenticator.authenticate(credentials);
      return mayListen(caller, feed) ? caller : null;
    } catch (error) {
      // A browser cannot know that its cookie has died; at an open feed it counts as none.
      if (feed.open && credentials.cookie !== undefined && error instanceof DomainError) return null;
      throw error;
    }
  }

  /** Browsers send cookies with any page's sockets, and always say which page it is. */
  private refuseForeignPage({ headers: { origin } }: Handshake): void {
    if (origin !== undefined && !this.origins.has(origin))
      throw new Forbidden('This page may not open a socket here.');
  }
}

/** At an open feed a token for other things counts as none, elsewhere it is refused. */
function mayListen(caller: Caller, { open, scope }: Feed): boolean {
  const isWithinScopes = allows(caller, `${scope}:read`);
  if (!isWithinScopes && !open) throw new ScopeRequired(`${scope}:read`);
  return isWithinScopes;
}
