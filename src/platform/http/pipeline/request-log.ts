import { Injectable } from '@nestjs/common';
import type { Response } from 'express';
import { Config } from '../../config/config.js';
import type { PlatformRequest } from '../request/platform-request.js';
import { rootLogger, type LogLevel } from '../../observability/logger.js';
import { Metrics } from '../../observability/metrics.js';
import { redactUrl } from '../../observability/redaction.js';

const CLIENT_GONE = 499;
const QUIET = /^\/(?:health|metrics)(?:[/?]|$)/;

@Injectable()
export class RequestLog {
  private saysProxy: boolean;

  constructor(
    private readonly metrics: Metrics,
    config: Config,
  ) {
    this.saysProxy = config.trustProxy === false;
  }

  record(request: PlatformRequest, response: Response, milliseconds: number): void {
    const status = response.writableFinished ? response.statusCode : CLIENT_GONE;
    const route = (request.route as { path?: string } | undefined)?.path ?? 'unmatched';
    this.metrics.observeRequest(request.method, route, status, milliseconds);
    if (this.saysProxy && isForwarded(request)) this.sayProxy();
    if (status === 429) this.metrics.countThrottled(request.context.refusal ?? 'unknown');
    const level = levelOf(status, request.originalUrl);
    const root = rootLogger();
    if (!root.isLevelEnabled(level)) return;
    const { requestId, callerId, ip, refusal } = request.context;
    const path = redactUrl(request.originalUrl);
    root[level](
      {
        request_id: requestId,
        user_id: callerId,
        method: request.method,
        path,
        route,
        status,
        code: refusal,
        duration_ms: Math.round(milliseconds * 10) / 10,
        ip,
      },
      `${request.method} ${path} ${status}`,
    );
  }

  /** Once: everybody behind the proxy shares its address, and its limits. */
  private sayProxy(): void {
    this.saysProxy = false;
    const message =
      'A proxy sends requests, and TRUST_PROXY is not set: all of its clients count as one address';
    rootLogger().warn({ context: RequestLog.name }, message);
  }
}

function isForwarded({ headers }: PlatformRequest): boolean {
  return headers['x-forwarded-for'] !== undefined || headers.forwarded !== undefined;
}

function levelOf(status: number, url: string): LogLevel {
  if (status >= 500) return 'error';
  if (QUIET.test(url)) return 'debug';
  return status >= 400 ? 'warn' : 'info';
}
