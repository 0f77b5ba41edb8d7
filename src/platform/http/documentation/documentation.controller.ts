import { Controller, Get, Res } from '@nestjs/common';
import { ApiExcludeEndpoint, ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';
import { renderDocumentation } from '../../../../web/pages/site/documentation.js';
import { Clock } from '../../../shared/clock.js';
import { Public } from '../../auth/access.js';
import { Config } from '../../config/config.js';
import { BuiltAssets } from '../assets/built-assets.js';
import { Operation } from '../openapi/operation.js';
import { Unlimited } from '../limits/rate-limited.js';
import { ApiSchema } from '../openapi/api-schema.js';
import { HtmlText } from '../pipeline/json-text.js';
import { outlineOf } from './api-outline.js';

@ApiTags('Documentation')
@Unlimited()
@Public({ ignoresCredentials: true })
@Controller('api')
export class DocumentationController {
  private made?: HtmlText;

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
    response.json((this.made ??= this.makePage()));
  }

  /** Of OpenAPI 3.0: over 3.1 Swagger UI takes many times as long. */
  @Get('docs/assets/document.json')
  @ApiExcludeEndpoint()
  documentOfPage(@Res() response: Response): void {
    response.json(this.schema.text('3.0', this.clock.now()));
  }

  private makePage(): HtmlText {
    const outline = outlineOf(this.schema.document);
    const html = renderDocumentation(outline, this.assets, !this.config.isProduction);
    return new HtmlText(html, 200);
  }
}
