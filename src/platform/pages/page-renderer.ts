import { Injectable } from '@nestjs/common';
import type { Response } from 'express';
import { renderPage } from '../../../web/pages/frame/document.js';
import type { Failure, Page } from '../../../web/pages/page.js';
import { HtmlText, JsonText, weakTag } from '../http/pipeline/json-text.js';
import type { PlatformRequest } from '../http/request/platform-request.js';
import { isFramed } from '../auth/framing.js';
import { BuiltAssets } from './page-assets.js';
import { PageFactsReader } from './page-facts.js';
import { PageHeaders } from './page-headers.js';

export interface Rendering {
  status: number;
  failure?: Failure;
}

/** Makes a page of the body that JSON would have. */
@Injectable()
export class PageRenderer {
  constructor(
    private readonly facts: PageFactsReader,
    private readonly assets: BuiltAssets,
    private readonly headers: PageHeaders,
  ) {}

  render(
    page: Page<never>,
    body: unknown,
    request: PlatformRequest,
    response: Response,
    { status, failure }: Rendering,
  ): HtmlText {
    const isEmbedded = page.isEmbeddable === true && isFramed(request);
    const facts = this.facts.read(request, response, { failure, isEmbedded });
    this.headers.set(response, { isEmbedded, usesCamera: page.usesCamera === true });
    const html = renderPage(page, onTheWire(body) as never, facts, this.assets);
    const isKept = status === 200 && !String(response.getHeader('Cache-Control')).includes('no-store');
    return new HtmlText(html, status, isKept ? weakTag(html) : undefined);
  }
}

function onTheWire(body: unknown): unknown {
  return JSON.parse(body instanceof JsonText ? body.text : (JSON.stringify(body) ?? '{}'));
}
