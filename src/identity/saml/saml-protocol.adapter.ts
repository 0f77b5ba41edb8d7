import { readFile } from 'node:fs/promises';
import { inflateRawSync } from 'node:zlib';
import { Injectable } from '@nestjs/common';
import type { Profile } from '@node-saml/node-saml';
import { Config, type SamlClient } from '../../platform/config/config.js';
import { readIdentityProvider, type IdentityProvider } from '../../platform/config/saml-metadata.js';
import { Logger } from '../../platform/observability/logger.js';
import { Clock } from '../../shared/clock.js';
import { attributeOf, childElements, parseXml, textOf } from '../../shared/xml/read-xml.js';
import { ProviderNotConfigured } from '../identity.errors.js';
import {
  instantOf,
  readAssertion,
  SKEW_MS,
  type SamlName,
  type VerifiedAssertion,
} from './saml-assertion.policy.js';
import type { SamlByClock } from './saml-by-clock.adapter.js';
import {
  ASSERTION,
  PROTOCOL,
  readMessage,
  readResponse,
  SamlRefused,
  STRONG_SIGNATURES,
} from './saml-message.policy.js';

const SIGN_OUT_PARAMETERS = ['SAMLRequest', 'RelayState', 'SigAlg', 'Signature'];
const SIGN_OUT_AGE_MS = 5 * 60_000;
const MOST_INFLATED = 256 * 1024;
const METADATA_ID = '_metadata';
const POST_BINDING = 'urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST';
const REDIRECT_BINDING = 'urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Redirect';
/** node-saml with all of its XML, loaded where somebody signs in by it. */
const library = () => import('./saml-by-clock.adapter.js');

export interface SignOutWish {
  id: string;
  expiresAt: Date;
  nameId: string;
  sessionIndexes: string[];
}

/** Writes and reads messages of SAML 2.0; node-saml signs, decrypts and verifies. */
@Injectable()
export class SamlProtocol {
  private readonly logger = new Logger(SamlProtocol.name);
  readonly acsUrl: string;
  private read: { xml: string; provider: IdentityProvider } | null = null;

  constructor(
    private readonly config: Config,
    private readonly clock: Clock,
  ) {
    this.acsUrl = `${config.publicUrl}/saml/acs`;
  }

  async metadata(): Promise<string> {
    const saml = await this.saml(METADATA_ID);
    const certificate = this.client.keyPair?.certificate ?? null;
    const xml = saml.generateServiceProviderMetadata(certificate, certificate);
    // node-saml knows no other binding of it; a POST of another site comes without the session's cookie.
    return xml.replace(/(<SingleLogoutService [^>]*)/, (tag) => tag.replace(POST_BINDING, REDIRECT_BINDING));
  }

  async loginUrl(requestId: string): Promise<string> {
    return (await this.saml(requestId)).getAuthorizeUrlAsync(requestId, undefined, {});
  }

  async providerOrigin(): Promise<string> {
    return new URL((await this.provider()).ssoUrl).origin;
  }

  /** Throws `SamlRefused`, `SamlDeclined`, or what node-saml makes of a bad message. */
  async readResponse(base64: string): Promise<VerifiedAssertion & { inResponseTo: string | null }> {
    const { entityId: issuer } = await this.provider();
    const xml = Buffer.from(base64, 'base64').toString('utf8');
    const { inResponseTo, encrypted } = readResponse(xml, { acsUrl: this.acsUrl, issuer });
    if (encrypted !== null) await this.requirePlainInside(encrypted);
    const saml = await this.saml(METADATA_ID);
    const { profile } = await saml.validatePostResponseAsync({ SAMLResponse: base64 });
    const signed = profile?.getAssertionXml?.();
    if (signed === undefined) throw new SamlRefused('it has no assertion');
    const expected = { acsUrl: this.acsUrl, issuer, inResponseTo, now: this.clock.millis() };
    return { ...readAssertion(signed, expected), inResponseTo };
  }

  /** Where to say that somebody leaves; null where the provider, or we, cannot be told so. */
  async logoutUrl(messageId: string, name: SamlName): Promise<string | null> {
    if (!this.client.keyPair || !(await this.provider()).logoutUrl) return null;
    const profile = {
      nameID: name.nameId,
      nameIDFormat: name.format ?? undefined,
      nameQualifier: name.nameQualifier ?? undefined,
      spNameQualifier: name.spNameQualifier ?? undefined,
      sessionIndex: name.sessionIndex ?? undefined,
    };
    return (await this.saml(messageId)).getLogoutUrlAsync(profile as Profile, '', {});
  }

  /** `query` as it came, because its very letters are signed. Throws like `readResponse`. */
  async readSignOut(query: string): Promise<SignOutWish> {
    if (!this.client.keyPair) throw new SamlRefused('nobody is signed out without a key of ours');
    const entries = [...new URLSearchParams(query)];
    const values = Object.fromEntries(entries);
    const isProper =
      entries.length === Object.keys(values).length &&
      entries.every(([name]) => SIGN_OUT_PARAMETERS.includes(name)) &&
      STRONG_SIGNATURES.has(values['SigAlg'] ?? '') &&
      Boolean(values['Signature']);
    if (!isProper) throw new SamlRefused('its signature, or a parameter, is not as it should be');
    const xml = inflateRawSync(Buffer.from(values['SAMLRequest']!, 'base64'), {
      maxOutputLength: MOST_INFLATED,
    });
    const root = readMessage(xml.toString('utf8'), PROTOCOL, 'LogoutRequest');
    await (await this.saml(METADATA_ID)).validateRedirectAsync(values, query);
    return this.signOutOf(root);
  }

  async signOutAnswerUrl(messageId: string, wishId: string, relayState: string): Promise<string | null> {
    if (!(await this.provider()).logoutUrl) return null;
    const saml = await this.saml(messageId);
    return saml.getLogoutResponseUrlAsync({ ID: wishId } as Profile, relayState, {}, true);
  }

  private signOutOf(root: Element): SignOutWish {
    const issuedAt = instantOf(root, 'IssueInstant') ?? 0;
    const here = `${this.config.publicUrl}/saml/logout`;
    const nameId = textOf(childElements(root, ASSERTION, 'NameID')[0]);
    const id = attributeOf(root, 'ID');
    const isOld = Math.abs(this.clock.millis() - issuedAt) > SIGN_OUT_AGE_MS;
    if (!id || !nameId || isOld || (attributeOf(root, 'Destination') ?? here) !== here)
      throw new SamlRefused('it is too old, or names nobody, or another address');
    const sessionIndexes = childElements(root, PROTOCOL, 'SessionIndex').map(textOf);
    return { id, nameId, sessionIndexes, expiresAt: new Date(issuedAt + 2 * SIGN_OUT_AGE_MS) };
  }

  private async requirePlainInside(encrypted: string): Promise<void> {
    if (!this.client.keyPair) throw new SamlRefused('it is encrypted, and there is no key');
    parseXml(encrypted);
    const { decrypt } = await library();
    const inside = await decrypt(encrypted, { key: this.client.keyPair.key });
    readMessage(String(inside), ASSERTION, 'Assertion');
  }

  private get client(): SamlClient {
    if (!this.config.saml) throw new ProviderNotConfigured('SAML');
    return this.config.saml;
  }

  /** As its file says now; where that cannot be read any more, as it said last. */
  private async provider(): Promise<IdentityProvider> {
    const { file, xml } = this.client.metadata;
    this.read ??= { xml, provider: readIdentityProvider(xml) };
    if (file === null) return this.read.provider;
    try {
      const text = await readFile(file, 'utf8');
      if (text !== this.read.xml) this.read = { xml: text, provider: readIdentityProvider(text) };
    } catch (error) {
      this.logger.warn('SAML_IDP_METADATA cannot be read any more', { reason: (error as Error).message });
    }
    return this.read.provider;
  }

  private async saml(messageId: string): Promise<SamlByClock> {
    const { entityId, keyPair } = this.client;
    const [provider, { SamlByClock }] = await Promise.all([this.provider(), library()]);
    const config = {
      issuer: entityId,
      audience: entityId,
      callbackUrl: this.acsUrl,
      idpCert: provider.certificates,
      idpIssuer: provider.entityId,
      entryPoint: provider.ssoUrl,
      ...(provider.logoutUrl && { logoutUrl: provider.logoutUrl }),
      ...(keyPair && {
        privateKey: keyPair.key,
        publicCert: keyPair.certificate,
        decryptionPvk: keyPair.key,
        logoutCallbackUrl: `${this.config.publicUrl}/saml/logout`,
      }),
      ...({ signatureAlgorithm: 'sha256', digestAlgorithm: 'sha256' } as const),
      identifierFormat: null,
      disableRequestedAuthnContext: true,
      wantAssertionsSigned: true,
      wantAuthnResponseSigned: false,
      acceptedClockSkewMs: SKEW_MS,
      generateUniqueId: () => messageId,
    };
    return new SamlByClock(config, this.clock);
  }
}
