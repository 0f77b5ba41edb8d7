import { Controller, Get, Res } from '@nestjs/common';
import { ApiExcludeEndpoint, ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';
import { Clock } from '../../../shared/clock.js';
import { Public } from '../../auth/access.js';
import { Config } from '../../config/config.js';
import { BuiltAssets } from '../assets/built-assets.js';
import { Operation } from '../openapi/operation.js';
import { Unlimited } from '../limits/rate-limited.js';
import { ApiSchema } from '../openapi/api-schema.js';
import { documentationPage } from './documentation-page.js';

@ApiTags('Documentation')
@Unlimited()
@Public({ ignoresCredentials: true })
@Controller('api')
export class DocumentationController {
  constructor(
    private readonly schema: ApiSchema,
    private readonly assets: BuiltAssets,
    private readonly config: Config,
    private readonly clock: Clock,
  ) {}

  @Get('schema')
  @Operation({ summary: 'This document', produces: ['application/json'] })
  document(@Res() response: Response): void {
    response.json(this.schema.text('3.1', this.clock.now()));
  }

  @Get('docs')
  @Operation({ summary: 'The document to read and try', produces: ['text/html'] })
  page(@Res() response: Response): void {
    response.setHeader('Content-Type', 'text/html; charset=utf-8');
    response.end(documentationPage(this.assets, this.config.isProduction));
  }

  /** Of OpenAPI 3.0: over 3.1 Swagger UI takes many times as long. */
  @Get('docs/assets/document.json')
  @ApiExcludeEndpoint()
  documentOfPage(@Res() response: Response): void {
    response.json(this.schema.text('3.0', this.clock.now()));
  }
}
