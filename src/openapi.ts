import 'reflect-metadata';
import { writeFileSync } from 'node:fs';
import { NestFactory } from '@nestjs/core';
import { AppModule } from './app.module.js';
import { loadConfig } from './platform/config/config.js';
import { apiDocument } from './platform/http/openapi/api-document.js';

/** `node dist/src/openapi.js <file>` writes the OpenAPI document and starts nothing. */
async function main(): Promise<void> {
  const [, , file = 'openapi.json'] = process.argv;
  const app = await NestFactory.create(AppModule.of(loadConfig({ NODE_ENV: 'test' })), {
    preview: true,
    logger: ['error'],
  });
  writeFileSync(file, `${JSON.stringify(apiDocument(app), null, 2)}\n`);
  await app.close();
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`);
  process.exit(1);
});
