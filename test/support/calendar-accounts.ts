import type { CalendarAccess } from '../../src/integrations/calendars/calendar-provider.rules.js';
import { GoogleCalendars } from '../../src/integrations/google-calendars/google-calendars.adapter.js';
import { MicrosoftCalendars } from '../../src/integrations/microsoft-calendars/microsoft-calendars.adapter.js';
import { AccessTokensRepository } from '../../src/integrations/oauth-clients/access-tokens.repository.js';
import { CalendarApi } from '../../src/integrations/oauth-clients/calendar-api.adapter.js';
import { OAuthClients } from '../../src/integrations/oauth-clients/oauth-clients.adapter.js';
import type { OAuthProviderName } from '../../src/integrations/oauth-clients/oauth-providers.rules.js';
import { loadConfig } from '../../src/platform/config/config.js';
import type { Database } from '../../src/platform/database/database.js';
import { Secrets } from '../../src/platform/secrets/secrets.js';
import type { CalendarPeer } from './calendar-peer.js';
import { TestClock } from './test-clock.js';

export const REDIRECT = 'http://localhost:8000/organize/calendars/callback';
const VERIFIER = 'v'.repeat(43);

/** The adapters by themselves: an account that is being connected, of which nothing is stored yet. */
export function calendarAdapters(peer: CalendarPeer, clock = new TestClock()) {
  const config = loadConfig({ NODE_ENV: 'test', APP_SECRET: 's'.repeat(32), ...peer.env });
  const clients = new OAuthClients(config, clock);
  const tokens = new AccessTokensRepository(
    undefined as unknown as Database,
    clients,
    new Secrets(config),
    clock,
  );
  const api = new CalendarApi(clients, tokens, clock);
  const departure = { state: 's'.repeat(43), verifier: VERIFIER, redirectUri: REDIRECT };
  return {
    clients,
    google: new GoogleCalendars(api, clients),
    microsoft: new MicrosoftCalendars(api),
    departure,
    /** Lets the owner of `account` agree, and takes the code. */
    async connect(provider: OAuthProviderName, account: string): Promise<CalendarAccess> {
      const back = peer.authorize(clients.authorizationUrl(provider, departure), account);
      const granted = await clients.exchange(provider, back.searchParams.get('code')!, departure);
      const { credentials, accountEmail } = granted;
      return { connectionId: null, credentials, timezone: 'Europe/Berlin', accountEmail };
    },
  };
}
