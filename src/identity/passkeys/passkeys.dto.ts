import {
  BooleanField,
  IdField,
  InstantField,
  JsonField,
  TextField,
} from '../../platform/http/fields/fields.js';
import { UnvalidatedBody } from '../../platform/http/fields/unvalidated-body.js';

const CREDENTIAL = {
  example: { id: 'AQIDBA', rawId: 'AQIDBA', type: 'public-key', response: {}, clientExtensionResults: {} },
} as const;

export class NewPasskeyRequest {
  @TextField({ max: 100, example: 'My laptop' })
  name: string;

  @JsonField({ ...CREDENTIAL, description: 'What `navigator.credentials.create()` gave, as JSON.' })
  credential: object;
}

export class PasskeyResponse {
  @IdField()
  id: number;

  @TextField({ max: 100, example: 'My laptop' })
  name: string;

  @InstantField()
  created_at: Date;

  @InstantField({ nullable: true })
  last_used_at: Date | null;

  @BooleanField({ example: true, description: 'It is kept on several devices.' })
  backed_up: boolean;
}

export class PasskeySignInOptionsRequest {
  @TextField({
    max: 200,
    optional: true,
    description: 'Of a sign-in by password that waits for a second factor.',
  })
  mfa_token?: string;
}

export class PasskeySignInRequest extends PasskeySignInOptionsRequest {
  @JsonField({ ...CREDENTIAL, description: 'What `navigator.credentials.get()` gave, as JSON.' })
  credential: object;
}

/** `PublicKeyCredentialCreationOptionsJSON` of WebAuthn. */
@UnvalidatedBody()
export class PasskeyCreationOptionsResponse {
  @TextField({ example: 'q3V7mB1x0dYkT5cWnRzE8sLhGjUaPfKo', description: 'Good for five minutes, once.' })
  challenge: string;

  @JsonField({ example: { id: 'example.org', name: 'Convoke' } })
  rp: object;

  @JsonField({ example: { id: 'MTc', name: 'ada', displayName: 'Ada Lovelace' } })
  user: object;
}

/** `PublicKeyCredentialRequestOptionsJSON` of WebAuthn. */
@UnvalidatedBody()
export class PasskeyRequestOptionsResponse {
  @TextField({ example: 'q3V7mB1x0dYkT5cWnRzE8sLhGjUaPfKo', description: 'Good for five minutes, once.' })
  challenge: string;

  @TextField({ example: 'example.org' })
  rpId: string;
}
