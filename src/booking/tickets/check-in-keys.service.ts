import {
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  randomBytes,
  type KeyObject,
} from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { Secrets } from '../../platform/secrets/secrets.js';
import { Clock } from '../../shared/clock.js';
import type { CheckInKey } from './check-in-key.entity.js';
import { CheckInKeysRepository, type NewKey } from './check-in-keys.repository.js';

const PURPOSE = 'booking-check-in-keys';
const DER = { format: 'der', type: 'pkcs8' } as const;

export interface SigningKey {
  kid: string;
  privateKey: KeyObject;
}

export interface VerifyingKey {
  kid: string;
  x: string;
}

/** The keys that an offer's tickets are signed with, made when first asked for. */
@Injectable()
export class CheckInKeysService {
  constructor(
    private readonly keys: CheckInKeysRepository,
    private readonly secrets: Secrets,
    private readonly clock: Clock,
  ) {}

  async signingKey(offerId: number): Promise<SigningKey> {
    const { kid, sealedPrivateKey } = (await this.all(offerId)).find(({ retiredAt }) => retiredAt === null)!;
    return { kid, privateKey: this.privateKeyOf(sealedPrivateKey)! };
  }

  /** Retired keys too: what they signed stays good. */
  async verifyingKeys(offerId: number): Promise<VerifyingKey[]> {
    return (await this.all(offerId)).map(({ kid, publicKey }) => ({ kid, x: publicKey }));
  }

  /** One of them in use; a key that `APP_SECRET` cannot decrypt any more is replaced. */
  private async all(offerId: number): Promise<CheckInKey[]> {
    const known = await this.keys.of(offerId);
    const inUse = known.find(({ retiredAt }) => retiredAt === null);
    if (inUse && this.privateKeyOf(inUse.sealedPrivateKey)) return known;
    if (inUse) await this.keys.retire(inUse.id, this.clock.now());
    await this.keys.add(this.newKey(offerId));
    return this.keys.of(offerId);
  }

  private newKey(offerId: number): NewKey {
    const { publicKey, privateKey } = generateKeyPairSync('ed25519');
    return {
      offerId,
      kid: randomBytes(6).toString('base64url'),
      publicKey: publicKey.export({ format: 'jwk' }).x!,
      sealedPrivateKey: this.secrets.encrypt(PURPOSE, privateKey.export(DER)),
      createdAt: this.clock.now(),
    };
  }

  private privateKeyOf(sealed: Buffer): KeyObject | null {
    const key = this.secrets.decrypt(PURPOSE, sealed);
    return key && createPrivateKey({ key, ...DER });
  }
}

export function publicKeyOf(x: string): KeyObject {
  return createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x }, format: 'jwk' });
}
