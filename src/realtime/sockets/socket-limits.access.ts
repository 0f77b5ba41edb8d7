import type { IncomingMessage } from 'node:http';
import { Injectable } from '@nestjs/common';
import type { Caller } from '../../platform/auth/caller.js';
import { Config } from '../../platform/config/config.js';
import { RateLimits } from '../../platform/http/limits/rate-limits.js';
import { callerAddressReader } from '../../platform/http/request/caller-address.js';
import { networkOf } from '../../shared/network-address.js';
import type { Feed } from '../feed/feeds.rules.js';
import type { Subscriber } from './subscriber.adapter.js';

/** Of the requests that a person may send in an hour, one in so many may be an open socket. */
const REQUESTS_PER_SOCKET = 20;

/** How often sockets may be opened, and how many one person and one network have open in this process. */
@Injectable()
export class SocketLimits {
  private readonly addressOf;
  private readonly open = new Map<string, number>();
  private readonly most;

  constructor(
    private readonly rates: RateLimits,
    { trustProxy, rates: { user } }: Config,
  ) {
    this.addressOf = callerAddressReader(trustProxy);
    this.most = { person: Math.ceil(user.count / REQUESTS_PER_SOCKET), network: user.count };
  }

  networkOf(request: Pick<IncomingMessage, 'socket' | 'headers'>): string {
    return networkOf(this.addressOf(request));
  }

  /** Counts one that is opened, or refused. Throws `RateLimitExceeded`. */
  count(caller: Caller | null, network: string, feed?: Feed): Promise<void> {
    const personId = caller?.id ?? null;
    return feed?.isOfType ? this.rates.countPage(personId, network) : this.rates.countSocket(personId, network);
  }

  countConnection(network: string): Promise<void> {
    return this.rates.countConnection(network);
  }

  hasPlace(who: Pick<Subscriber, 'caller' | 'network'>): boolean {
    return !this.rates.enabled || keysOf(who).every(([key, most]) => this.of(key) < this.most[most]);
  }

  take(subscriber: Subscriber): void {
    for (const [key] of keysOf(subscriber)) this.open.set(key, this.of(key) + 1);
  }

  leave(subscriber: Subscriber): void {
    for (const [key] of keysOf(subscriber)) {
      const left = this.of(key) - 1;
      if (left > 0) this.open.set(key, left);
      else this.open.delete(key);
    }
  }

  private of(key: string): number {
    return this.open.get(key) ?? 0;
  }
}

function keysOf({ caller, network }: Pick<Subscriber, 'caller' | 'network'>) {
  const all: [string, 'network' | 'person'][] = [[`network:${network}`, 'network']];
  return caller ? [...all, [`person:${caller.id}`, 'person'] satisfies (typeof all)[0]] : all;
}
