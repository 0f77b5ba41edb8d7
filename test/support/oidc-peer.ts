import { generateKeyPairSync } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Provider } from 'oidc-provider';
import { CLIENT } from './fake-oidc-issuer.js';

interface Interaction {
  oidc: { provider: Provider; session: { accountId: string } };
}

const SCOPES = 'openid email profile';

export interface PeerSettings {
  redirectUri: string;
  afterLogout: string;
  /** Everybody who comes is this one. */
  person: Record<string, unknown>;
}

/** A real provider of OpenID Connect on the loopback; a process of its own, as it is made for no other. */
class OidcPeer {
  private provider!: Provider;

  private constructor(
    private readonly server: Server,
    private readonly settings: PeerSettings,
  ) {}

  static async open(settings: PeerSettings): Promise<OidcPeer> {
    const server = createServer((request, response) => void peer.answer(request, response));
    const peer = new OidcPeer(server, settings);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    peer.provider = new Provider(peer.url, peer.configuration());
    return peer;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  private async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    if (!request.url!.startsWith('/interaction/')) return this.provider.callback()(request, response);
    const login = { accountId: this.settings.person['sub'] };
    await this.provider.interactionFinished(request, response, { login });
  }

  private configuration(): object {
    const { redirectUri, afterLogout, person } = this.settings;
    const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
    return {
      clients: [
        {
          client_id: CLIENT.id,
          client_secret: CLIENT.secret,
          redirect_uris: [redirectUri],
          post_logout_redirect_uris: [afterLogout],
        },
      ],
      jwks: { keys: [{ ...privateKey.export({ format: 'jwk' }), alg: 'RS256', use: 'sig', kid: 'one' }] },
      cookies: { keys: ['a key of the test'] },
      claims: {
        openid: ['sub'],
        email: ['email', 'email_verified'],
        profile: ['given_name', 'family_name', 'preferred_username'],
      },
      features: { devInteractions: { enabled: false } },
      interactions: { url: (_: unknown, { uid }: { uid: string }) => `/interaction/${uid}` },
      findAccount: (_: unknown, accountId: string) => ({ accountId, claims: () => person }),
      loadExistingGrant: async ({ oidc: { provider, session } }: Interaction) => {
        const grant = new provider.Grant({ clientId: CLIENT.id, accountId: session.accountId });
        grant.addOIDCScope(SCOPES);
        await grant.save();
        return grant;
      },
    };
  }
}

const peer = await OidcPeer.open(JSON.parse(process.argv[2]!) as PeerSettings);
console.log(`at ${peer.url}`);
console.log('ready');
