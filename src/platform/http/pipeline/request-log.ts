import { Injectable } from '@nestjs/common';
import type { Response } from 'express';
import type { PlatformRequest } from '../request/platform-request.js';
import { rootLogger, type LogLevel } from '../../observability/logger.js';
import { Metrics } from '../../observability/metrics.js';
import { redactUrl } from '../../observability/redaction.js';

const CLIENT_GONE = 499;
const QUIET = /^\/(?:health|metrics)(?:[/?]|$)/;

@Injectable()
export class RequestLog {
  constructor(private readonly metrics: Metrics) {}

  record(request: PlatformRequest, response: Response, milliseconds: number): void {
    const status = response.writableFinished ? response.statusCode : CLIENT_GONE;
    const route = (request.route as { path?: string } | undefined)?.path ?? 'unmatched';
    this.metrics.observeRequest(request.method, route, status, milliseconds);
    const level = levelOf(status, request.originalUrl);
    const root = rootLogger();
    if (!root.isLevelEnabled(level)) return;
    const { requestId, callerId, ip } = request.context;
    const path = redactUrl(request.originalUrl);
    root[level](
      {
        request_id: requestId,
        user_id: callerId,
        method: request.method,
        path,
        route,
        status,
        duration_ms: Math.round(milliseconds * 10) / 10,
        ip,
      },
      `${request.method} ${path} ${status}`,
    );
  }
}

function levelOf(status: number, url: string): LogLevel {
  if (status >= 500) return 'error';
  if (QUIET.test(url)) return 'debug';
  return status >= 400 ? 'warn' : 'info';
}
