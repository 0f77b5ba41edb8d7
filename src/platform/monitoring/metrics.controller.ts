import { Controller, Get, Res, UseGuards } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';
import { Forbidden } from '../../shared/errors.js';
import { Public } from '../auth/access.js';
import { Operation } from '../http/openapi/operation.js';
import { Unlimited } from '../http/limits/rate-limited.js';
import { Metrics } from '../observability/metrics.js';
import { MetricsGuard } from './metrics.guard.js';
import { Readiness, type Check } from './readiness.js';

@ApiTags('Health')
@Unlimited()
@Controller('metrics')
export class MetricsController {
  constructor(
    private readonly metrics: Metrics,
    private readonly readiness: Readiness,
  ) {}

  @Get()
  @Public({ ignoresCredentials: true })
  @UseGuards(MetricsGuard)
  @Operation({
    summary: 'Measurements in Prometheus’ text format, for this machine or by METRICS_TOKEN as Bearer token',
    produces: ['text/plain'],
    errors: [Forbidden],
  })
  async text(@Res() response: Response): Promise<void> {
    for (const [name, { status }] of Object.entries<Check>({ ...(await this.readiness.check()) }))
      if (status !== 'not_configured') this.metrics.showDependency(name, status === 'healthy');
    const text = await this.metrics.text();
    response.setHeader('Content-Type', this.metrics.contentType);
    response.end(text);
  }
}
