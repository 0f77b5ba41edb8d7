import {
  BooleanField,
  EmailField,
  EnumField,
  IdField,
  InstantField,
  NestedField,
  TextField,
} from '../../platform/http/fields/fields.js';
import { PROVIDERS } from '../oauth/provider-profile.policy.js';

export class ProviderStatusResponse {
  @BooleanField({ example: true })
  configured: boolean;

  @TextField({
    nullable: true,
    example: 'https://api.example.org/oauth/google/login',
    description: 'Where to send the browser.',
  })
  login_url: string | null;
}

export class ProvidersResponse {
  @NestedField(() => ProviderStatusResponse)
  google: ProviderStatusResponse;

  @NestedField(() => ProviderStatusResponse)
  github: ProviderStatusResponse;

  @NestedField(() => ProviderStatusResponse)
  oidc: ProviderStatusResponse;

  @NestedField(() => ProviderStatusResponse)
  saml: ProviderStatusResponse;
}

export class SocialAccountResponse {
  @IdField()
  id: number;

  @EnumField(PROVIDERS, { example: 'google' })
  provider: string;

  @TextField({ example: '108437201593217438290', description: 'Who the person is over there.' })
  uid: string;

  @EmailField({ nullable: true })
  email: string | null;

  @InstantField()
  connected_at: Date;

  @InstantField({ nullable: true })
  last_login: Date | null;
}

export class CodeRequest {
  @TextField({ max: 200, description: 'From the address that the provider’s sign-in ended at.' })
  code: string;
}
