import type { OpenAPIObject } from '@nestjs/swagger';
import type { ApiOutline } from '../../../../web/pages/site/documentation.js';

interface Listed {
  operationId: string;
  tags?: string[];
  summary?: string;
  deprecated?: boolean;
  'x-usual'?: boolean;
}

/** What the document's operations are, by their groups; in each the usual first, and last what is let go. */
export function outlineOf({ info, tags = [], paths }: OpenAPIObject): ApiOutline {
  const all = Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods as Record<string, Listed>).map(([method, operation]) => ({
      path,
      method,
      operation,
    })),
  );
  return {
    title: info.title,
    version: info.version,
    description: info.description ?? '',
    groups: tags.map(({ name, description = '' }) => ({
      name,
      description,
      operations: all
        .filter(({ operation }) => operation.tags?.includes(name))
        .sort((a, b) => rankOf(a.operation) - rankOf(b.operation))
        .map(({ path, method, operation }) => ({
          id: operation.operationId,
          method,
          path,
          summary: operation.summary ?? '',
          isDeprecated: operation.deprecated ?? false,
        })),
    })),
  };
}

function rankOf(operation: Listed): number {
  return Number(operation.deprecated ?? false) - Number(operation['x-usual'] ?? false);
}
