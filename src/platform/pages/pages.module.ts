import { Global, Module } from '@nestjs/common';
import { ErrorPages } from '../http/errors/error-pages.js';
import { PageFactsReader } from './page-facts.js';
import { PageHeaders } from './page-headers.js';
import { PageRenderer } from './page-renderer.js';
import { ProblemPages } from './problem-pages.js';

/** Pages for people: rendering, assets, headers, language. No business word. */
@Global()
@Module({
  providers: [PageFactsReader, PageHeaders, PageRenderer, { provide: ErrorPages, useClass: ProblemPages }],
  exports: [PageRenderer, ErrorPages],
})
export class PagesModule {}
