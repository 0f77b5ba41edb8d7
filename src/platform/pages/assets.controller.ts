import { Controller, Get, Header, Param, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { NotFound } from '../../shared/errors.js';
import { Public } from '../auth/access.js';
import { Unlimited } from '../http/limits/rate-limited.js';
import { BuiltAssets } from './page-assets.js';

const FOR_EVER = 'public, max-age=31536000, immutable';

/** A name changes with what it names. */
@ApiExcludeController()
@Controller('assets')
@Public({ ignoresCredentials: true })
@Unlimited()
export class AssetsController {
  constructor(private readonly assets: BuiltAssets) {}

  @Get('*name')
  @Header('Vary', 'Accept-Encoding')
  read(@Param('name') name: string | string[], @Req() request: Request, @Res() response: Response): void {
    const file = this.assets.find(String(name));
    if (!file) throw new NotFound('The file');
    const isSmall = file.compressed !== null && request.acceptsEncodings('br') === 'br';
    response.setHeader('Content-Type', file.type);
    response.setHeader('Cache-Control', FOR_EVER);
    if (isSmall) response.setHeader('Content-Encoding', 'br');
    const bytes = isSmall ? file.compressed! : file.bytes;
    response.setHeader('Content-Length', bytes.length);
    response.end(request.method === 'HEAD' ? undefined : bytes);
  }
}
