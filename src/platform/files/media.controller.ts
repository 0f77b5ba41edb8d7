import { Controller, Get, Param, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';
import { NotFound } from '../../shared/errors.js';
import { Public } from '../auth/access.js';
import { Operation } from '../http/openapi/operation.js';
import { Unlimited } from '../http/limits/rate-limited.js';
import { isMediaName, MediaFiles } from './media-files.js';

const YEAR_MS = 365 * 24 * 3_600_000;

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
    if (!isMediaName(name)) throw new NotFound('The picture');
    response.setHeader('X-Content-Type-Options', 'nosniff');
    response.setHeader('Content-Security-Policy', "default-src 'none'; sandbox");
    response.setHeader('Cross-Origin-Resource-Policy', 'cross-origin');
    await new Promise<void>((resolve, reject) => {
      const options = { root: this.media.folder, maxAge: YEAR_MS, immutable: true, dotfiles: 'deny' as const };
      response.sendFile(name, options, (error) => {
        if (error && !response.headersSent) reject(new NotFound('The picture'));
        else resolve();
      });
    });
  }
}
