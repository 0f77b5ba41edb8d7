import {
  BooleanField,
  EmailField,
  IdField,
  InstantField,
  NestedField,
  TextField,
} from '../../platform/http/fields/fields.js';

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

export class OidcProviderResponse {
  @TextField({ example: 'oidc' })
  key: string;

  @TextField({ example: 'id.example.org' })
  name: string;

  @TextField({ example: 'https://api.example.org/oidc/authenticate?provider=oidc' })
  login_url: string;
}

export class OidcStatusResponse extends ProviderStatusResponse {
  @NestedField(() => OidcProviderResponse, { many: true })
  providers: OidcProviderResponse[];
}

export class ProvidersResponse {
  @NestedField(() => ProviderStatusResponse)
  google: ProviderStatusResponse;

  @NestedField(() => ProviderStatusResponse)
  github: ProviderStatusResponse;

  @NestedField(() => OidcStatusResponse)
  oidc: OidcStatusResponse;

  @NestedField(() => ProviderStatusResponse)
  saml: ProviderStatusResponse;
}

export class SocialAccountResponse {
  @IdField()
  id: number;

  @TextField({ example: 'google', description: '`google`, `github`, `saml`, or a key of `oauth/status`.' })
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
