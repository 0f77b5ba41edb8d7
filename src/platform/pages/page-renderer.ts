import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { Response } from 'express';
import { renderPage } from '../../../web/pages/frame/document.js';
import type { Failure, Page, PageFacts } from '../../../web/pages/page.js';
import { HtmlText, JsonText, weakTag } from '../http/pipeline/json-text.js';
import type { PlatformRequest } from '../http/request/platform-request.js';
import { isFramed } from '../auth/framing.js';
import { BuiltAssets } from '../http/assets/built-assets.js';
import { PageFactsReader } from './page-facts.js';
import { PageHeaders } from './page-headers.js';

const MOST_KEPT = 200;

export interface Rendering extends Pick<PageFacts, 'waiting'> {
  status: number;
  failure?: Failure;
}

/** Makes a page of the body that JSON would have. */
@Injectable()
export class PageRenderer {
  private readonly kept = new Map<string, string>();

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
    { status, failure, waiting }: Rendering,
  ): HtmlText {
    const isEmbedded = page.isEmbeddable === true && isFramed(request);
    const facts = this.facts.read(request, response, { failure, isEmbedded, waiting });
    this.headers.set(response, { isEmbedded, usesCamera: page.usesCamera === true });
    const text = body instanceof JsonText ? body.text : (JSON.stringify(body) ?? '{}');
    const html =
      request.method === 'GET' && isForStrangers(facts)
        ? this.recall(page, text, facts)
        : this.html(page, text, facts);
    const isKept = status === 200 && !String(response.getHeader('Cache-Control')).includes('no-store');
    return new HtmlText(html, status, isKept ? weakTag(html) : undefined);
  }

  /** A page is a pure function of answer and facts: who sees the same gets the same, until either changes. */
  private recall(page: Page<never>, text: string, facts: PageFacts): string {
    const asked = `${JSON.stringify(facts)}\n${text}`;
    const key = createHash('sha256').update(asked).digest('base64');
    const html = this.kept.get(key) ?? this.html(page, text, facts);
    this.kept.delete(key);
    if (this.kept.size >= MOST_KEPT) this.kept.delete(this.kept.keys().next().value!);
    this.kept.set(key, html);
    return html;
  }

  private html(page: Page<never>, text: string, facts: PageFacts): string {
    return renderPage(page, JSON.parse(text) as never, facts, this.assets);
  }
}

function isForStrangers({ viewer, failure }: PageFacts): boolean {
  return viewer === null && failure === null;
}
