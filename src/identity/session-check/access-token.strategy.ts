import { hash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { PassportStrategy } from '@nestjs/passport';
import { Passport } from 'passport';
import { Strategy } from 'passport-jwt';
import { TokenNotValid } from '../identity.errors.js';
import {
  ALGORITHM,
  ISSUER,
  JwtTokens,
  withinTokenLength,
  type Claims,
} from '../sessions/jwt-tokens.adapter.js';

const NAME = 'access-token';
const MOST_REMEMBERED = 20_000;

interface Presented {
  bearer?: string;
}

/** passport-jwt, held to one algorithm, one issuer and our own key; nothing in a token's header is believed. */
@Injectable()
export class AccessTokenStrategy extends PassportStrategy(Strategy, NAME) {
  /** Set while the base class is constructed, so no field of its own. */
  declare private passport?: InstanceType<typeof Passport>;
  /** What tokens said whose signature was right, by digest: the oldest are forgotten. */
  private readonly verified = new Map<string, Claims>();

  constructor(private readonly tokens: JwtTokens) {
    super({
      jwtFromRequest: (request) => withinTokenLength((request as unknown as Presented).bearer),
      secretOrKeyProvider: (_request, _token, done) => done(null, tokens.accessKey as unknown as Buffer),
      algorithms: [ALGORITHM],
      issuer: ISSUER,
      // By the injected clock instead: `tokens.current` checks `exp`.
      ignoreExpiration: true,
    });
  }

  validate(claims: unknown): Claims {
    return this.tokens.current(claims, 'access');
  }

  /** One of its own: several applications may run in a process. */
  getPassportInstance() {
    return (this.passport ??= new Passport());
  }

  /** Refuses with `TokenNotValid`. The signature is checked once, the end of the token each time. */
  async verify(bearer: string): Promise<Claims> {
    const digest = hash('sha256', bearer, 'base64');
    const known = this.verified.get(digest);
    if (known) return this.tokens.current(known, 'access');
    const claims = await this.checked(bearer);
    if (this.verified.size >= MOST_REMEMBERED) this.verified.delete(this.verified.keys().next().value!);
    this.verified.set(digest, claims);
    return claims;
  }

  /** Sockets have no request of Express, so the token alone is handed over. */
  private checked(bearer: string): Promise<Claims> {
    return new Promise((resolve, reject) => {
      const finished = (_error: unknown, claims?: Claims | false) =>
        claims ? resolve(claims) : reject(new TokenNotValid());
      const middleware = this.getPassportInstance().authenticate(NAME, { session: false }, finished as never);
      try {
        (middleware as (...call: unknown[]) => void)({ bearer }, {}, finished);
      } catch (error) {
        finished(error);
      }
    });
  }
}
