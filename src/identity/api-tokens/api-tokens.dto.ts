import { SCOPES, type Scope } from '../../platform/auth/scopes.js';
import { EnumField, IdField, InstantField, TextField } from '../../platform/http/fields/fields.js';

const scopes = {
  many: true,
  example: ['booking:read'],
  description:
    '`<context>:write` includes `:read`. `admin:…` is for administrators, whose tokens have no rights over ' +
    'what is another’s without it.',
};

export class ApiTokenRequest {
  @TextField({ min: 1, max: 100, example: 'Reporting' })
  name: string;

  @EnumField(SCOPES, { ...scopes, minItems: 1, maxItems: SCOPES.length })
  scopes: Scope[];

  @InstantField({
    optional: true,
    nullable: true,
    means: 'expiresAt',
    example: null,
    description: 'At most a year ahead; after 90 days where it is not said.',
  })
  expires_at?: Date | null;
}

export class ApiTokenResponse {
  @IdField()
  id: number;

  @TextField({ example: 'Reporting' })
  name: string;

  @TextField({ example: 'cvk_3hXq0aZe', description: 'How the token begins.' })
  prefix: string;

  @EnumField(SCOPES, scopes)
  scopes: Scope[];

  @InstantField()
  expires_at: Date;

  @InstantField({ nullable: true, description: 'Exact to about a minute.' })
  last_used_at: Date | null;

  @InstantField()
  created_at: Date;
}

export class NewApiTokenResponse extends ApiTokenResponse {
  @TextField({
    example: 'cvk_3hXq0aZe7Kp2vTn9LsWb4RcYd8MfGj1UxE2hQ5oI1A',
    description: 'To be sent as `Authorization: Bearer`. It is shown this once.',
  })
  token: string;
}
