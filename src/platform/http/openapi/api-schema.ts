import { Injectable, type INestApplication } from '@nestjs/common';
import type { OpenAPIObject } from '@nestjs/swagger';
import { JsonText, weakTag } from '../pipeline/json-text.js';
import { apiDocument } from './api-document.js';
import { weeksUntil, withCurrentExamples } from './examples.js';

@Injectable()
export class ApiSchema {
  private app?: INestApplication;
  private made?: OpenAPIObject;
  private written?: { weeks: number; text: JsonText };

  describe(app: INestApplication): void {
    this.app = app;
  }

  get document(): OpenAPIObject {
    if (!this.app) throw new Error('The schema was asked for before the application was configured.');
    return (this.made ??= apiDocument(this.app));
  }

  /** With examples of these weeks: the kept document’s stay as they were written. */
  text(now: Date): JsonText {
    const weeks = weeksUntil(now);
    if (this.written?.weeks === weeks) return this.written.text;
    const text = JSON.stringify(withCurrentExamples(this.document, now));
    this.written = { weeks, text: new JsonText(text, weakTag(text)) };
    return this.written.text;
  }
}
