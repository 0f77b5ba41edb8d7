import { Controller, Get, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';
import { Clock } from '../../shared/clock.js';
import { CurrentUser, Public } from '../auth/access.js';
import type { Caller } from '../auth/caller.js';
import { Operation } from '../http/openapi/operation.js';
import { Unlimited } from '../http/limits/rate-limited.js';
import { HealthResponse, LivenessResponse, ReadinessResponse, StatusResponse } from './health.dto.js';
import { isHealthy, Readiness, roundedSince } from './readiness.js';
import { SystemStatus } from './system-status.js';
import { productVersion } from '../config/versions.js';

@ApiTags('Health')
@Unlimited()
@Controller('health')
export class HealthController {
  constructor(
    private readonly clock: Clock,
    private readonly readiness: Readiness,
    private readonly system: SystemStatus,
  ) {}

  @Get()
  @Public({ ignoresCredentials: true })
  @Operation({ summary: 'Whether the server answers at all', body: HealthResponse })
  basic(): HealthResponse {
    return { status: 'healthy', timestamp: this.clock.now(), version: productVersion };
  }

  @Get('ready')
  @Public({ ignoresCredentials: true })
  @Operation({
    summary: 'Whether everything it depends on answers; 503 when something does not',
    body: ReadinessResponse,
    alternatives: { 503: ReadinessResponse },
  })
  async ready(@Res({ passthrough: true }) response: Response): Promise<ReadinessResponse> {
    const startedAt = performance.now();
    const checks = await this.readiness.check();
    const healthy = !this.readiness.isDraining && isHealthy(checks);
    if (!healthy) response.status(503).setHeader('Retry-After', '2');
    return {
      status: healthy ? 'healthy' : 'unhealthy',
      timestamp: this.clock.now(),
      checks,
      total_latency_ms: roundedSince(startedAt),
    };
  }

  @Get('live')
  @Public({ ignoresCredentials: true })
  @Operation({
    summary: 'Whether the process is alive and stays so; 503 once it was told to stop',
    body: LivenessResponse,
    alternatives: { 503: LivenessResponse },
  })
  live(@Res({ passthrough: true }) response: Response): LivenessResponse {
    const stopping = this.readiness.isDraining;
    if (stopping) response.status(503);
    return { status: stopping ? 'stopping' : 'alive', timestamp: this.clock.now(), app_ready: !stopping };
  }

  @Get('status')
  @Public()
  @Operation({
    summary: 'What runs here; in production versions, table count and hosts are for admins only',
    body: StatusResponse,
  })
  status(@CurrentUser() caller: Caller | null): Promise<StatusResponse> {
    return this.system.status(caller);
  }
}
