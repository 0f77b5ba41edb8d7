import { createReadStream } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { Controller, Get, Param, Res } from '@nestjs/common';
import { ApiExcludeEndpoint, ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';
import { NotFound } from '../../../shared/errors.js';
import { Public } from '../../auth/access.js';
import { Config } from '../../config/config.js';
import { Operation } from './operation.js';
import { Unlimited } from '../limits/rate-limited.js';
import { ApiSchema } from './api-schema.js';

const folder = dirname(
  createRequire(join(process.cwd(), 'package.json')).resolve('swagger-ui-dist/package.json'),
);
const TYPES: Record<string, string> = {
  'swagger-ui.css': 'text/css; charset=utf-8',
  'swagger-ui-bundle.js': 'text/javascript; charset=utf-8',
  'favicon-32x32.png': 'image/png',
  'start.js': 'text/javascript; charset=utf-8',
};
const START = 'start.js';
const A_DAY = 'public, max-age=86400';

const PAGE = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>Convoke API</title>
<link rel="icon" href="/api/docs/assets/favicon-32x32.png">
<link rel="stylesheet" href="/api/docs/assets/swagger-ui.css">
</head>
<body>
<div id="swagger-ui"></div>
<script src="/api/docs/assets/swagger-ui-bundle.js"></script>
<script src="/api/docs/assets/start.js"></script>
</body>
</html>
`;

/** A token that a browser keeps outlives who forgot to sign out: only who tries the product wants that. */
const startOf = (isProduction: boolean) => `SwaggerUIBundle(${JSON.stringify({
  url: '/api/schema',
  dom_id: '#swagger-ui',
  deepLinking: true,
  persistAuthorization: !isProduction,
})});
`;

@ApiTags('Documentation')
@Unlimited()
@Controller('api')
export class DocumentationController {
  constructor(
    private readonly schema: ApiSchema,
    private readonly config: Config,
  ) {}

  @Get('schema')
  @Public({ ignoresCredentials: true })
  @Operation({ summary: 'This document', produces: ['application/json'] })
  document(@Res() response: Response): void {
    response.setHeader('Content-Type', 'application/json; charset=utf-8');
    response.json(this.schema.document);
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
    if (file === START) return void response.end(startOf(this.config.isProduction));
    response.setHeader('Cache-Control', A_DAY);
    createReadStream(join(folder, file)).pipe(response);
  }
}
