import { keyAndCertificate } from '../support/certificates.js';
import { CLIENT, FakeOidcIssuer } from '../support/fake-oidc-issuer.js';
import { SamlPeer } from '../support/saml-peer.js';
import { world, type World } from '../support/world.js';
import { Oidc, Saml } from './sso-protocols.js';

const SITE = 'https://convoke.example';
const ENTITY = `${SITE}/saml/metadata`;
export const FRONTEND = 'https://front.example';

/** A world with a provider of each kind, and an issuer of OpenID Connect that it does not know. */
export async function openSsoStage(env: Record<string, string> = {}) {
  const ours = keyAndCertificate('convoke.example');
  const [issuer, stranger] = [await FakeOidcIssuer.open(), await FakeOidcIssuer.open()];
  const addresses = { acsUrl: `${SITE}/saml/acs`, entityId: ENTITY, logoutUrl: `${SITE}/saml/logout` };
  const peer: SamlPeer = new SamlPeer(addresses, () => here.clock.millis());
  const here: World = await world({
    ...{ PUBLIC_URL: SITE, FRONTEND_URL: FRONTEND, LOG_LEVEL: 'silent' },
    ...{ OIDC_ISSUER: issuer.url, OIDC_CLIENT_ID: CLIENT.id, OIDC_CLIENT_SECRET: CLIENT.secret },
    ...{ SAML_ENTITY_ID: ENTITY, SAML_IDP_METADATA: peer.metadata() },
    ...{ SAML_SP_KEY: ours.key, SAML_SP_CERT: ours.certificate },
    ...env,
  });
  const close = async () => {
    await here.close();
    await Promise.all([issuer.close(), stranger.close()]);
  };
  const protocols = { oidc: new Oidc(here, issuer), saml: new Saml(here, peer) };
  return { here, issuer, stranger, peer, ours, ...protocols, close };
}

export type SsoStage = Awaited<ReturnType<typeof openSsoStage>>;
