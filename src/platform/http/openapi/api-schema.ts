import { Injectable, type INestApplication } from '@nestjs/common';
import type { OpenAPIObject } from '@nestjs/swagger';
import { JsonText, weakTag } from '../pipeline/json-text.js';
import { asOpenApi31, openApi30 } from './api-document.js';
import { weeksUntil, withCurrentExamples } from './examples.js';

type OpenApiVersion = '3.0' | '3.1';

@Injectable()
export class ApiSchema {
  private app?: INestApplication;
  private made?: OpenAPIObject;
  private readonly written = new Map<OpenApiVersion, { weeks: number; text: JsonText }>();

  describe(app: INestApplication): void {
    this.app = app;
  }

  get document(): OpenAPIObject {
    if (!this.app) throw new Error('The schema was asked for before the application was configured.');
    return (this.made ??= openApi30(this.app));
  }

  /** With examples of these weeks: the kept document’s stay as they were written. */
  text(version: OpenApiVersion, now: Date): JsonText {
    const weeks = weeksUntil(now);
    const known = this.written.get(version);
    if (known?.weeks === weeks) return known.text;
    const current = withCurrentExamples(this.document, now);
    const text = JSON.stringify(version === '3.0' ? current : asOpenApi31(current));
    const written = { weeks, text: new JsonText(text, weakTag(text)) };
    this.written.set(version, written);
    return written.text;
  }
}
