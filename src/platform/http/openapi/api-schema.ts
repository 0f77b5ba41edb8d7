import { Injectable, type INestApplication } from '@nestjs/common';
import type { OpenAPIObject } from '@nestjs/swagger';
import { apiDocument } from './api-document.js';

@Injectable()
export class ApiSchema {
  private app?: INestApplication;
  private made?: OpenAPIObject;

  describe(app: INestApplication): void {
    this.app = app;
  }

  get document(): OpenAPIObject {
    if (!this.app) throw new Error('The schema was asked for before the application was configured.');
    return (this.made ??= apiDocument(this.app));
  }
}
