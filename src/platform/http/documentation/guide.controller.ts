import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Controller, Get, Param, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { Response } from 'express';
import { NotFound } from '../../../shared/errors.js';
import { Public } from '../../auth/access.js';
import { Config } from '../../config/config.js';
import { Unlimited } from '../limits/rate-limited.js';

const FOLDER = join(process.cwd(), 'docs', 'guide');
const GUIDE = /^[a-z-]+\.md$/;
const MINUTES = 'public, max-age=300';

/** What to do by task, for people and for programs that read. */
@ApiExcludeController()
@Unlimited()
@Public({ ignoresCredentials: true })
@Controller()
export class GuideController {
  constructor(private readonly config: Config) {}

  @Get('llms.txt')
  index(@Res() response: Response): Promise<void> {
    return this.send(response, 'llms.txt', 'text/plain');
  }

  @Get('api/docs/guide/:name')
  guide(@Param('name') name: string, @Res() response: Response): Promise<void> {
    if (!GUIDE.test(name)) throw new NotFound();
    return this.send(response, name, 'text/markdown');
  }

  private async send(response: Response, name: string, type: string): Promise<void> {
    const text = await readFile(join(FOLDER, name), 'utf8').catch(() => {
      throw new NotFound();
    });
    response.setHeader('Content-Type', `${type}; charset=utf-8`);
    response.setHeader('Cache-Control', MINUTES);
    response.end(text.replaceAll('{{url}}', this.config.publicUrl));
  }
}
