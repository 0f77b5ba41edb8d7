import { BooleanField, EnumField, NestedField, TextField } from '../../platform/http/fields/fields.js';
import { OAUTH_PROVIDERS, type OAuthProviderName } from '../oauth-clients/oauth-providers.rules.js';

const MAX_URL = 2_000;
const MAX_TOKEN = 4_096;
const CALLBACK = 'http://localhost:8000/organize/calendars/callback';
const STATE = '8xXfXKmQ4w0mPpQhX0mS1J0jQm5k3T6uZ7b2cV9nLrE';

class OAuthProviderResponse {
  @EnumField([...OAUTH_PROVIDERS], { example: 'google_calendar' })
  provider: OAuthProviderName;

  @TextField({ example: 'Google' })
  name: string;

  @BooleanField({ description: 'Whether its calendars can be connected here.', example: true })
  configured: boolean;
}

export class OAuthProvidersResponse {
  @NestedField(() => OAuthProviderResponse, { many: true })
  providers: OAuthProviderResponse[];
}

export class OAuthInitiateRequest {
  @EnumField([...OAUTH_PROVIDERS], { example: 'google_calendar' })
  provider: OAuthProviderName;

  @TextField({
    min: 1,
    max: MAX_URL,
    optional: true,
    description:
      'Where the browser comes back to, of the front end’s origin; by default its page for calendars. ' +
      'It has to be registered with the provider.',
    example: CALLBACK,
  })
  redirect_uri?: string;
}

export class OAuthInitiateResponse {
  @TextField({
    description: 'Where to send the browser.',
    example: `https://accounts.google.com/o/oauth2/v2/auth?response_type=code&state=${STATE}`,
  })
  authorization_url: string;

  @TextField({ description: 'It comes back with the code; good once, for ten minutes.', example: STATE })
  state: string;
}

export class OAuthCallbackRequest {
  @EnumField([...OAUTH_PROVIDERS], { example: 'google_calendar' })
  provider: OAuthProviderName;

  @TextField({ min: 1, max: MAX_TOKEN, description: 'As the provider sent it.', example: '4/0AfJohXk-code' })
  code: string;

  @TextField({ min: 1, max: MAX_TOKEN, description: 'As the provider sent it.', example: STATE })
  state: string;
}
