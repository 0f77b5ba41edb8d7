import { Injectable } from '@nestjs/common';
import { Strategy } from 'passport-jwt';
import { TokenNotValid } from '../identity.errors.js';
import {
  ALGORITHM,
  ISSUER,
  withinTokenLength,
  JwtTokens,
  type Claims,
} from '../sessions/jwt-tokens.adapter.js';

interface Presented {
  bearer?: string;
}

type Outcome = (error: unknown, claims?: Claims) => void;

/** passport-jwt, held to one algorithm, one issuer and our own key; nothing in a token's header is believed. */
@Injectable()
export class AccessTokenStrategy {
  private readonly strategy: Strategy;

  constructor(tokens: JwtTokens) {
    this.strategy = new Strategy(
      {
        jwtFromRequest: (request) => withinTokenLength((request as unknown as Presented).bearer),
        secretOrKeyProvider: (_request, _token, done) => done(null, tokens.accessKey as unknown as Buffer),
        algorithms: [ALGORITHM],
        issuer: ISSUER,
        // By the injected clock instead: `tokens.current` checks `exp`.
        ignoreExpiration: true,
      },
      (claims: unknown, done: Outcome) => done(null, tokens.current(claims, 'access')),
    );
  }

  /** Throws `TokenNotValid`. Synchronous, since nothing is fetched. */
  verify(bearer: string): Claims {
    let claims: Claims | undefined;
    // Passport calls a strategy as an object of its own for each request, which takes the outcome.
    const run = Object.assign(Object.create(this.strategy) as Strategy, {
      success: (verified: Claims) => (claims = verified),
      fail: () => undefined,
      error: () => undefined,
    });
    run.authenticate({ bearer } as never);
    if (!claims) throw new TokenNotValid();
    return claims;
  }
}
