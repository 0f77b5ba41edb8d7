import { createReadStream } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { Controller, Get, Param, Res } from '@nestjs/common';
import { ApiExcludeEndpoint, ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';
import { Clock } from '../../../shared/clock.js';
import { NotFound } from '../../../shared/errors.js';
import { Public } from '../../auth/access.js';
import { Config } from '../../config/config.js';
import { Operation } from '../openapi/operation.js';
import { Unlimited } from '../limits/rate-limited.js';
import { ApiSchema } from '../openapi/api-schema.js';
import { PAGE, startOf } from './documentation-page.js';

const folder = dirname(
  createRequire(join(process.cwd(), 'package.json')).resolve('swagger-ui-dist/package.json'),
);
const TYPES: Record<string, string> = {
  'swagger-ui.css': 'text/css; charset=utf-8',
  'swagger-ui-bundle.js': 'text/javascript; charset=utf-8',
  'favicon-32x32.png': 'image/png',
  'start.js': 'text/javascript; charset=utf-8',
  'document.json': 'application/json; charset=utf-8',
};
/** Of OpenAPI 3.0: over 3.1 Swagger UI takes many times as long. */
const DOCUMENT = 'document.json';
const START = 'start.js';
const A_DAY = 'public, max-age=86400';

@ApiTags('Documentation')
@Unlimited()
@Controller('api')
export class DocumentationController {
  constructor(
    private readonly schema: ApiSchema,
    private readonly config: Config,
    private readonly clock: Clock,
  ) {}

  @Get('schema')
  @Public({ ignoresCredentials: true })
  @Operation({ summary: 'This document', produces: ['application/json'] })
  document(@Res() response: Response): void {
    response.setHeader('Content-Type', 'application/json; charset=utf-8');
    response.json(this.schema.text('3.1', this.clock.now()));
  }

  @Get('docs')
  @Public({ ignoresCredentials: true })
  @Operation({ summary: 'The document to read and try', produces: ['text/html'] })
  page(@Res() response: Response): void {
    response.setHeader('Content-Type', 'text/html; charset=utf-8');
    response.end(PAGE);
  }

  @Get('docs/assets/*name')
  @Public({ ignoresCredentials: true })
  @ApiExcludeEndpoint()
  asset(@Param('name') name: string | string[], @Res() response: Response): void {
    const file = String(name);
    const type = Object.hasOwn(TYPES, file) ? TYPES[file] : undefined;
    if (!type) throw new NotFound();
    response.setHeader('Content-Type', type);
    if (file === DOCUMENT) return void response.json(this.schema.text('3.0', this.clock.now()));
    if (file === START) return void response.end(this.start());
    response.setHeader('Cache-Control', A_DAY);
    createReadStream(join(folder, file)).pipe(response);
  }

  private start(): string {
    return startOf(this.config.isProduction, this.schema.document.tags?.[0]?.name);
  }
}
