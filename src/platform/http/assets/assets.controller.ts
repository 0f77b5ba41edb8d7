import { Controller, Get, Header, Param, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { NotFound } from '../../../shared/errors.js';
import { Public } from '../../auth/access.js';
import { Unlimited } from '../limits/rate-limited.js';
import { BuiltAssets, type AssetFile } from './built-assets.js';

const AN_HOUR = 'public, max-age=3600';
/** Of a script that works beside a page: its own answer says what it may load. */
const OWN_SCRIPTS = "default-src 'none'; script-src 'self'; frame-ancestors 'none'";
const FOR_EVER = 'public, max-age=31536000, immutable';

@ApiExcludeController()
@Controller('assets')
@Public({ ignoresCredentials: true })
@Unlimited()
export class AssetsController {
  constructor(private readonly assets: BuiltAssets) {}

  @Get('*name')
  @Header('Vary', 'Accept-Encoding')
  @Header('Content-Security-Policy', OWN_SCRIPTS)
  read(@Param('name') name: string | string[], @Req() request: Request, @Res() response: Response): void {
    send(this.assets.find(String(name)), FOR_EVER, request, response);
  }
}

/** The script that pages of others load; its address never changes, so it is asked for anew. */
@ApiExcludeController()
@Controller('embed.js')
@Public({ ignoresCredentials: true })
@Unlimited()
export class EmbedController {
  constructor(private readonly assets: BuiltAssets) {}

  @Get()
  @Header('Vary', 'Accept-Encoding')
  read(@Req() request: Request, @Res() response: Response): void {
    send(this.assets.embed, AN_HOUR, request, response);
  }
}

function send(file: AssetFile | undefined, cache: string, request: Request, response: Response): void {
  if (!file) throw new NotFound('The file');
  const isSmall = file.compressed !== null && request.acceptsEncodings('br') === 'br';
  response.setHeader('Content-Type', file.type);
  response.setHeader('Cache-Control', cache);
  if (isSmall) response.setHeader('Content-Encoding', 'br');
  const bytes = isSmall ? file.compressed! : file.bytes;
  response.setHeader('Content-Length', bytes.length);
  response.end(request.method === 'HEAD' ? undefined : bytes);
}
