import {
  BooleanField,
  InstantField,
  IntField,
  NestedField,
  TextField,
} from '../../platform/http/fields/fields.js';
import { PasskeyResponse } from '../passkeys/passkeys.dto.js';
import { LoginSessionResponse } from '../sessions/sessions.dto.js';

export class FactorsResponse {
  @BooleanField({ example: true })
  has_password: boolean;

  @BooleanField({ example: true })
  mfa_enabled: boolean;

  @InstantField({ nullable: true })
  mfa_enabled_at: Date | null;

  @IntField({ min: 0, example: 9 })
  recovery_codes_left: number;

  @TextField({ many: true, example: ['google'], description: 'Providers whose accounts sign in to this one.' })
  providers: string[];

  @NestedField(() => PasskeyResponse, { many: true })
  passkeys: PasskeyResponse[];
}

export class PersonSessionsResponse {
  @NestedField(() => LoginSessionResponse, { many: true, description: 'The live ones, the last used first.' })
  sessions: LoginSessionResponse[];

  @NestedField(() => FactorsResponse)
  factors: FactorsResponse;
}
