import { Injectable, type CallHandler, type ExecutionContext, type NestInterceptor } from '@nestjs/common';
import type { Response } from 'express';
import { from, lastValueFrom, type Observable } from 'rxjs';
import { Clock } from '../../../shared/clock.js';
import type { Tx } from '../../database/tx.js';
import { toErrorResponse } from '../errors/to-error-response.js';
import { InvalidIdempotencyKey, IdempotencyInProgress, IdempotencyKeyReused } from '../errors/http.errors.js';
import type { IdempotencyClaim, RequestKey } from '../../context/idempotency-claim.js';
import { IdempotencyKeys, keyUse, type KeyUse } from './idempotency-keys.js';
import type { PlatformRequest } from '../request/platform-request.js';
import { StoredRefusal, ReplayedResponse } from './replayed-response.js';

const KEY = /^[\x21-\x7e]{1,255}$/;
const CONFLICT = 409;
const THROTTLED = 429;
const FAULTS = 500;

/** For `@Idempotent()` routes: opens the claim that Database writes, replays the stored response. */
@Injectable()
export class IdempotencyInterceptor implements NestInterceptor {
  constructor(
    private readonly keys: IdempotencyKeys,
    private readonly clock: Clock,
  ) {}

  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const request = context.switchToHttp().getRequest<PlatformRequest>();
    const key = request.headers['idempotency-key'];
    if (key === undefined) return next.handle();
    if (typeof key !== 'string' || !KEY.test(key)) throw new InvalidIdempotencyKey();
    return from(
      this.once(keyUseOf(request, key), request, context.switchToHttp().getResponse<Response>(), next),
    );
  }

  private async once(
    use: KeyUse,
    request: PlatformRequest,
    response: Response,
    next: CallHandler,
  ): Promise<unknown> {
    const claim = new RequestIdempotencyClaim(this.keys, use, response.statusCode);
    request.context.idempotency = claim;
    try {
      const result: unknown = await lastValueFrom(next.handle(), { defaultValue: undefined });
      claim.verify(result);
      return result;
    } catch (error) {
      // storeRefusal opens a transaction of its own, which must not claim once more.
      request.context.idempotency = undefined;
      return this.replayed(await this.refused(error, use, request), response);
    } finally {
      request.context.idempotency = undefined;
    }
  }

  private async refused(error: unknown, use: KeyUse, request: PlatformRequest): Promise<ReplayedResponse> {
    if (error instanceof ReplayedResponse) return error;
    if (error instanceof IdempotencyInProgress || error instanceof IdempotencyKeyReused) throw error;
    const rendered = toErrorResponse(error, this.clock.now(), request.context.requestId);
    if (rendered.status >= FAULTS || rendered.status === THROTTLED) throw error;
    const isKept = rendered.status === CONFLICT;
    try {
      await (isKept ? this.keys.storeRefusal(use, rendered.status, rendered.body) : this.keys.throwStored(use));
    } catch (other) {
      if (other instanceof ReplayedResponse) return other;
      throw other;
    }
    throw isKept ? new StoredRefusal(rendered) : error;
  }

  private replayed(stored: ReplayedResponse, response: Response): unknown {
    response.status(stored.status);
    response.setHeader('Idempotent-Replayed', 'true');
    return stored.body ?? undefined;
  }
}

/** What Database claims and stores through, for one request. */
class RequestIdempotencyClaim implements IdempotencyClaim {
  stored = false;
  private result: unknown;

  constructor(
    private readonly keys: IdempotencyKeys,
    private readonly use: KeyUse,
    private readonly status: number,
  ) {}

  claim(tx: Tx): Promise<void> {
    return this.keys.claim(tx, this.use);
  }

  async store(tx: Tx, result: unknown): Promise<void> {
    await this.keys.store(tx, this.use, this.status, result);
    this.result = result;
    tx.afterCommit(() => {
      this.stored = true;
    });
  }

  requestKey(): RequestKey {
    return this.keys.requestKey(this.use, this.status);
  }

  wasStored(result: unknown): void {
    this.result = result;
    this.stored = true;
  }

  /** Another object than the stored one would be replayed differently: a fault, found by tests. */
  verify(result: unknown): void {
    if (!this.stored)
      throw new Error(
        `${this.use.route} answered an Idempotency-Key without a transaction that keeps the answer.`,
      );
    if (result !== this.result)
      throw new Error(`${this.use.route} answered with another object than its transaction returned.`);
  }
}

function keyUseOf(request: PlatformRequest, key: string): KeyUse {
  const from = { callerId: request.caller?.id, address: request.context.ip };
  return keyUse(from, `${request.method} ${matchedPath(request)}`, key, request.body);
}

/** The route with what its parameters were read as: one path may be spelled in many ways. */
function matchedPath({ route, params }: PlatformRequest): string {
  const { path } = route as { path: string };
  return path.replace(/:(\w+)/g, (_, name: string) => encodeURIComponent(String(params[name])));
}
