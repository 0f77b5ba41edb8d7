import { Injectable, type INestApplication } from '@nestjs/common';
import type { OpenAPIObject } from '@nestjs/swagger';
import { apiDocument } from './api-document.js';

/** Made when it is first asked for. */
@Injectable()
export class ApiSchema {
  private app?: INestApplication;
  private made?: OpenAPIObject;

  /** Called once the application exists; its providers are made before. */
  describe(app: INestApplication): void {
    this.app = app;
  }

  get document(): OpenAPIObject {
    if (!this.app) throw new Error('The schema was asked for before the application was configured.');
    return (this.made ??= apiDocument(this.app));
  }
}
