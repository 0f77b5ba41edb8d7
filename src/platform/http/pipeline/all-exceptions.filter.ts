import { Catch, Injectable, Optional, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import type { Response } from 'express';
import { DomainError } from '../../../shared/errors.js';
import { Clock } from '../../../shared/clock.js';
import { Logger } from '../../observability/logger.js';
import { redactUrl } from '../../observability/redaction.js';
import { ErrorPages } from '../errors/error-pages.js';
import { toErrorResponse, type HttpErrorResponse } from '../errors/to-error-response.js';
import type { PlatformRequest } from '../request/platform-request.js';
import { RateLimits } from '../limits/rate-limits.js';
import { StoredRefusal } from '../idempotency/replayed-response.js';

@Catch()
@Injectable()
export class AllExceptionsFilter implements ExceptionFilter {
  private readonly logger = new Logger('Http');

  constructor(
    private readonly clock: Clock,
    private readonly limits: RateLimits,
    @Optional() private readonly pages?: ErrorPages,
  ) {}

  async catch(thrown: unknown, host: ArgumentsHost): Promise<void> {
    if (host.getType() !== 'http') throw thrown;
    const request = host.switchToHttp().getRequest<PlatformRequest>();
    const response = host.switchToHttp().getResponse<Response>();
    const error = await this.counted(thrown, request, response);
    const rendered =
      error instanceof StoredRefusal
        ? error.response
        : toErrorResponse(error, this.clock.now(), request.context?.requestId ?? '');
    if (request.context) request.context.refusal = rendered.body.code;
    if (rendered.isFault && !(error instanceof DomainError)) this.log(rendered, error, request);
    if (response.headersSent) {
      response.end();
      return;
    }
    if (rendered.retryAfterSeconds !== undefined)
      response.setHeader('Retry-After', String(rendered.retryAfterSeconds));
    if (this.pages?.answer(request, response, rendered)) return;
    response.status(rendered.status).json(rendered.body);
  }

  /** What failed before a route's guard ran, an unknown path too, counts as a request. */
  private async counted(error: unknown, request: PlatformRequest, response: Response): Promise<unknown> {
    if (request.limitsShown || response.headersSent || !this.limits.coversPath(request)) return error;
    try {
      await this.limits.count(request, response);
      return error;
    } catch (refusal) {
      return refusal;
    }
  }

  private log(rendered: HttpErrorResponse, error: unknown, request: PlatformRequest): void {
    const fields = { method: request.method, path: redactUrl(request.originalUrl), status: rendered.status };
    if (rendered.status === 500) this.logger.error('A request failed', error, fields);
    else this.logger.warn('A request met an outage', { ...fields, reason: error });
  }
}
