import 'reflect-metadata';
import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { NestFactory } from '@nestjs/core';
import { AppModule } from './app.module.js';
import { loadConfig } from './platform/config/config.js';
import { apiDocument } from './platform/http/openapi/api-document.js';
import { errorClassesOf, errorTable, type ErrorClass } from './platform/http/openapi/error-table.js';

const HERE = fileURLToPath(new URL('.', import.meta.url));

/** `node dist/src/openapi.js <file> <file>` writes the OpenAPI document and the error codes; starts nothing. */
async function main(): Promise<void> {
  const [, , file = 'openapi.json', table = 'docs/errors.md'] = process.argv;
  const app = await NestFactory.create(AppModule.of(loadConfig({ NODE_ENV: 'test' })), {
    preview: true,
    logger: ['error'],
  });
  const document = apiDocument(app);
  writeFileSync(file, `${JSON.stringify(document, null, 2)}\n`);
  writeFileSync(table, errorTable(document, await declaredErrors()));
  await app.close();
}

async function declaredErrors(): Promise<ErrorClass[]> {
  const files = readdirSync(HERE, { recursive: true, encoding: 'utf8' }).filter((name) =>
    name.endsWith('.errors.js'),
  );
  const modules = await Promise.all(
    files.map((name) => import(pathToFileURL(join(HERE, name)).href) as Promise<object>),
  );
  return modules.flatMap(errorClassesOf);
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`);
  process.exit(1);
});
