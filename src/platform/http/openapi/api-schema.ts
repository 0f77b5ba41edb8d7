import { Injectable, type INestApplication } from '@nestjs/common';
import type { OpenAPIObject } from '@nestjs/swagger';
import { JsonText, weakTag } from '../pipeline/json-text.js';
import { apiDocument } from './api-document.js';

@Injectable()
export class ApiSchema {
  private app?: INestApplication;
  private made?: OpenAPIObject;
  private written?: JsonText;

  describe(app: INestApplication): void {
    this.app = app;
  }

  get document(): OpenAPIObject {
    if (!this.app) throw new Error('The schema was asked for before the application was configured.');
    return (this.made ??= apiDocument(this.app));
  }

  get text(): JsonText {
    if (this.written) return this.written;
    const text = JSON.stringify(this.document);
    return (this.written = new JsonText(text, weakTag(text)));
  }
}
