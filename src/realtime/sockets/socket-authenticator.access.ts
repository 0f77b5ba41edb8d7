import { Inject, Injectable } from '@nestjs/common';
import { Authenticator } from '../../platform/auth/authenticator.js';
import { inRoleOf, type Caller } from '../../platform/auth/caller.js';
import { allows, ScopeRequired } from '../../platform/auth/scopes.js';
import { Config } from '../../platform/config/config.js';
import { Readiness } from '../../platform/monitoring/readiness.js';
import { SchedulingApi } from '../../scheduling/scheduling.api.js';
import { DomainError, Forbidden, NotFound, Unauthenticated, Unavailable } from '../../shared/errors.js';
import type { Feed, FeedAddress } from '../feed/feeds.rules.js';
import { TooManySockets } from '../realtime.errors.js';
import { credentialsOf, type Handshake } from './handshake.policy.js';
import { SocketLimits } from './socket-limits.access.js';

export interface Admitted {
  caller: Caller | null;
  address: FeedAddress;
}

@Injectable()
export class SocketAuthenticator {
  private readonly origins: ReadonlySet<string>;

  constructor(
    @Inject(Authenticator) private readonly authenticator: Authenticator,
    private readonly readiness: Readiness,
    private readonly limits: SocketLimits,
    private readonly scheduling: SchedulingApi,
    config: Config,
  ) {
    const known = [...config.corsOrigins, config.publicUrl, config.frontendUrl];
    this.origins = new Set(known.map((url) => (URL.canParse(url) ? new URL(url).origin : url)));
  }

  /**
   * Null for a stranger at an open feed. Refuses with `Unauthenticated`, `Forbidden`, `Unavailable`,
   * `RateLimitExceeded`, `TooManySockets` or `NotFound`; a refusal counts as a request of its network.
   */
  async admit(address: FeedAddress, handshake: Handshake, network: string): Promise<Admitted> {
    const { feed } = address;
    const caller = await this.authenticate(feed, handshake).catch(async (error: unknown) => {
      await this.limits.count(null, network, feed);
      throw error;
    });
    await this.limits.count(caller, network, feed);
    if (!this.limits.hasPlace({ caller, network })) throw new TooManySockets();
    return { caller, address: feed.isOfType ? await this.withSubject(address) : address };
  }

  /** What the page of it would answer 404 to is not found here either. */
  private async withSubject(address: FeedAddress): Promise<FeedAddress> {
    const { slugs } = address;
    const subject = slugs && (await this.scheduling.findPublishedType(slugs.organizer, slugs.eventType));
    if (!subject) throw new NotFound('The event type');
    return { ...address, subject };
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
      return mayListen(caller, feed) ? inRoleOf(caller, 'read') : null;
    } catch (error) {
      // A browser cannot know that its cookie has died; at an open feed it counts as none.
      if (feed.open && credentials.cookie !== undefined && error instanceof DomainError) return null;
      throw error;
    }
  }

  /** Browsers send cookies with any page's sockets, and always say which page it is. */
  private refuseForeignPage({ headers: { origin, host } }: Handshake): void {
    if (origin === undefined || this.origins.has(origin)) return;
    if (!URL.canParse(origin) || new URL(origin).host !== host)
      throw new Forbidden('This page may not open a socket here.');
  }
}

/** At an open feed a token for other things counts as none, elsewhere it is refused. */
function mayListen(caller: Caller, { open, scope }: Feed): boolean {
  const isWithinScopes = allows(caller, `${scope}:read`);
  if (!isWithinScopes && !open) throw new ScopeRequired(`${scope}:read`);
  return isWithinScopes;
}
