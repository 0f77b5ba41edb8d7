import { EnumField, NestedField, TextField } from '../../platform/http/fields/fields.js';

export class CheckInRequest {
  @TextField({
    max: 1000,
    description: 'The text of the QR code.',
    example: 'eyJhbGciOiJFZERTQSJ9.eyJib29raW5nIjoxfQ.c2ln',
  })
  code: string;
}

/** A public key as RFC 8037 writes it. */
export class CheckInKeyResponse {
  @EnumField(['OKP'])
  kty: string;

  @EnumField(['Ed25519'])
  crv: string;

  @TextField({ description: 'The key, base64url.', example: '11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo' })
  x: string;

  @TextField({ description: 'Which key signed a code: the `kid` of its header.', example: 'rT9x_Qa1' })
  kid: string;
}

export class CheckInKeysResponse {
  @NestedField(() => CheckInKeyResponse, { many: true, description: 'A JWK Set; the first signs new tickets.' })
  keys: CheckInKeyResponse[];
}

export function toCheckInKeysResponse(keys: readonly { kid: string; x: string }[]): CheckInKeysResponse {
  return { keys: keys.map(({ kid, x }) => ({ kty: 'OKP', crv: 'Ed25519', x, kid })) };
}
