import cors from 'cors';
import type { RequestHandler } from 'express';
import { withoutEndingSlashes } from '../../../shared/texts.js';

const REMEMBERED_SECONDS = 600;

export function corsMiddleware(origins: readonly string[]): RequestHandler {
  return cors({
    origin: origins.map(withoutEndingSlashes),
    credentials: true,
    methods: ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE'],
    allowedHeaders: [
      'Authorization',
      'Content-Type',
      'Idempotency-Key',
      'X-CSRFToken',
      'X-Request-Id',
      'X-Timezone',
      'If-None-Match',
      'Prefer',
    ],
    exposedHeaders: [
      'Content-Disposition',
      'X-Total-Count',
      'X-Total-Count-Exact',
      'Link',
      'X-RateLimit-Limit',
      'X-RateLimit-Remaining',
      'X-RateLimit-Reset',
      'X-Request-Id',
      'Idempotent-Replayed',
      'X-Ignored-Fields',
      'Preference-Applied',
      'Retry-After',
    ],
    maxAge: REMEMBERED_SECONDS,
  });
}
