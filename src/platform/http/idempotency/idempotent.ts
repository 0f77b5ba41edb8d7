import { applyDecorators, SetMetadata, UseInterceptors } from '@nestjs/common';
import { ApiHeader } from '@nestjs/swagger';
import { IdempotencyInterceptor } from './idempotency.interceptor.js';

export const IDEMPOTENT = 'convoke:idempotent';

/**
 * With an `Idempotency-Key` a POST takes effect once, and its response is replayed for 24 hours. The service
 * must return the handler's very object from inside `db.transaction` or `db.single`: another one is a fault
 * (500).
 */
export function Idempotent(): MethodDecorator {
  return applyDecorators(
    SetMetadata(IDEMPOTENT, true),
    UseInterceptors(IdempotencyInterceptor),
    ApiHeader({
      name: 'Idempotency-Key',
      required: false,
      description:
        'A key of the client’s choice; the same key and body give the first answer again for 24 hours, where ' +
        'that was a success or a 409. Without a caller a key of 16 letters or more holds from any address.',
      schema: { type: 'string', minLength: 1, maxLength: 255, pattern: '^[\\x21-\\x7e]+$' },
    }),
  );
}
