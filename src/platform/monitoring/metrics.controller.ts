import { Controller, Get, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';
import { Public } from '../auth/access.js';
import { Operation } from '../http/openapi/operation.js';
import { Unlimited } from '../http/limits/rate-limited.js';
import { Metrics } from '../observability/metrics.js';

@ApiTags('Health')
@Unlimited()
@Controller('metrics')
export class MetricsController {
  constructor(private readonly metrics: Metrics) {}

  @Get()
  @Public({ ignoresCredentials: true })
  @Operation({ summary: 'Measurements in Prometheus’ text format', produces: ['text/plain'] })
  async text(@Res() response: Response): Promise<void> {
    const text = await this.metrics.text();
    response.setHeader('Content-Type', this.metrics.contentType);
    response.end(text);
  }
}
