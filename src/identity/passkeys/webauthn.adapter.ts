import { Injectable } from '@nestjs/common';
import type { AuthenticationResponseJSON, RegistrationResponseJSON } from '@simplewebauthn/server';
import { Config } from '../../platform/config/config.js';
import { fullNameOf, type Account } from '../accounts/account.entity.js';
import type { Passkey } from './passkey.entity.js';

const TIMEOUT_MS = 5 * 60_000;
const MAX_ID = 2_000;

export type KnownKey = Pick<Passkey, 'credentialId' | 'transports'>;
export type NewKey = Pick<Passkey, 'credentialId' | 'publicKey' | 'counter' | 'transports' | 'backedUp'>;

export interface Assertion {
  counter: number;
  userVerified: boolean;
  backedUp: boolean;
}

/** Hundreds of files, loaded with the first passkey. */
const library = () => import('@simplewebauthn/server');

/** What a browser says in its answer, before anything of it is believed. */
export interface Answered {
  credentialId: string;
  challenge: string;
  userHandle: string | null;
}

/** @simplewebauthn/server for this site: whatever it does not take is null. */
@Injectable()
export class Webauthn {
  private readonly rpId: string;
  private readonly origins: string[];

  constructor(private readonly config: Config) {
    const [frontend, own] = [new URL(config.frontendUrl), new URL(config.publicUrl)];
    this.rpId = frontend.hostname;
    this.origins = [frontend, own].filter(({ hostname }) => hostname === this.rpId).map(({ origin }) => origin);
  }

  async creationOptions(account: Account, challenge: Uint8Array<ArrayBuffer>, known: KnownKey[]) {
    const { generateRegistrationOptions } = await library();
    return generateRegistrationOptions({
      rpName: this.config.siteName,
      rpID: this.rpId,
      userID: Uint8Array.from(Buffer.from(handleOf(account.id), 'base64url')),
      userName: account.username!,
      userDisplayName: fullNameOf(account),
      challenge,
      timeout: TIMEOUT_MS,
      attestationType: 'none',
      excludeCredentials: known.map(descriptorOf),
      authenticatorSelection: { residentKey: 'preferred', userVerification: 'preferred' },
    });
  }

  /** With the keys of whoever gave a password; null: the key alone signs in, so it verifies its user. */
  async requestOptions(challenge: Uint8Array<ArrayBuffer>, known: KnownKey[] | null) {
    const { generateAuthenticationOptions } = await library();
    return generateAuthenticationOptions({
      rpID: this.rpId,
      challenge,
      timeout: TIMEOUT_MS,
      userVerification: known ? 'preferred' : 'required',
      allowCredentials: (known ?? []).map(descriptorOf),
    });
  }

  read(credential: object): Answered | null {
    try {
      const { id, response } = credential as AuthenticationResponseJSON;
      const data = JSON.parse(Buffer.from(response.clientDataJSON, 'base64url').toString()) as Answered;
      const { userHandle = null } = response;
      const isText = [id, data.challenge, userHandle ?? ''].every((text) => typeof text === 'string');
      if (!isText || id.length > MAX_ID || data.challenge.length > MAX_ID) return null;
      return { credentialId: id, challenge: data.challenge, userHandle };
    } catch {
      return null;
    }
  }

  async verifyNew(credential: object, challenge: string): Promise<NewKey | null> {
    const { verifyRegistrationResponse } = await library();
    try {
      const response = credential as RegistrationResponseJSON;
      const { verified, registrationInfo } = await verifyRegistrationResponse({
        ...this.expected(challenge),
        response,
      });
      if (!verified) return null;
      const { id, publicKey, counter, transports = [] } = registrationInfo.credential;
      const known = transports.filter((transport) => /^[a-z-]{1,20}$/.test(transport)).slice(0, 10);
      const backedUp = registrationInfo.credentialBackedUp;
      return { credentialId: id, publicKey: Buffer.from(publicKey), counter, transports: known, backedUp };
    } catch {
      return null;
    }
  }

  /** Whether the counter went on is for the caller to see. */
  async verify(credential: object, challenge: string, key: Passkey): Promise<Assertion | null> {
    const { verifyAuthenticationResponse } = await library();
    try {
      const { verified, authenticationInfo: info } = await verifyAuthenticationResponse({
        ...this.expected(challenge),
        response: credential as AuthenticationResponseJSON,
        credential: { id: key.credentialId, publicKey: Uint8Array.from(key.publicKey), counter: 0 },
      });
      if (!verified) return null;
      return { counter: info.newCounter, userVerified: info.userVerified, backedUp: info.credentialBackedUp };
    } catch {
      return null;
    }
  }

  private expected(expectedChallenge: string) {
    const expectedRPID = this.rpId;
    return { expectedChallenge, expectedOrigin: this.origins, expectedRPID, requireUserVerification: false };
  }
}

/** Who somebody is to their devices. */
export function handleOf(accountId: number): string {
  return Buffer.from(String(accountId)).toString('base64url');
}

function descriptorOf({ credentialId, transports }: KnownKey) {
  return { id: credentialId, transports };
}
