import { pipeline } from 'node:stream/promises';
import { Controller, Get, Param, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';
import { NotFound } from '../../shared/errors.js';
import { Public } from '../auth/access.js';
import { Operation } from '../http/openapi/operation.js';
import { Unlimited } from '../http/limits/rate-limited.js';
import { MediaFiles, mediaType } from './media-files.js';

const FOR_EVER = 'public, max-age=31536000, immutable';

/** Names of pictures are never used again, so they may be cached for ever. */
@ApiTags('Media')
@Controller('media')
export class MediaController {
  constructor(private readonly media: MediaFiles) {}

  @Get(':name')
  @Public({ ignoresCredentials: true })
  @Unlimited()
  @Operation({ summary: 'Get an uploaded picture', produces: ['image/png', 'image/jpeg', 'image/webp'] })
  async picture(@Param('name') name: string, @Res() response: Response): Promise<void> {
    response.setHeader('X-Content-Type-Options', 'nosniff');
    response.setHeader('Content-Security-Policy', "default-src 'none'; sandbox; frame-ancestors 'none'");
    response.setHeader('Cross-Origin-Resource-Policy', 'cross-origin');
    const picture = await this.media.open(name);
    if (!picture) throw new NotFound('The picture');
    response.setHeader('Content-Type', mediaType(name));
    response.setHeader('Content-Length', picture.bytes);
    response.setHeader('Cache-Control', FOR_EVER);
    response.setHeader('ETag', `"${name}"`);
    if (response.req.fresh) response.status(304).removeHeader('Content-Length');
    if (response.statusCode === 304 || response.req.method === 'HEAD') {
      picture.content.destroy();
      response.end();
      return;
    }
    await pipeline(picture.content, response).catch(() => response.destroy());
  }
}
