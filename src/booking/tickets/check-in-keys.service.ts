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
import { CheckInKeysRepository, type NewKey, type StoredKey } from './check-in-keys.repository.js';

const PURPOSE = 'booking-check-in-keys';
const DER = { format: 'der', type: 'pkcs8' } as const;

export interface SigningKey {
  kid: string;
  privateKey: KeyObject;
}

/** The keys that tickets are signed with, made when an offer's are first asked for. */
@Injectable()
export class CheckInKeysService {
  constructor(
    private readonly keys: CheckInKeysRepository,
    private readonly secrets: Secrets,
    private readonly clock: Clock,
  ) {}

  /** What the offer's new tickets are signed with. */
  async signing(offerId: number): Promise<SigningKey> {
    const { kid, sealedPrivateKey } = (await this.all(offerId)).find(({ retiredAt }) => retiredAt === null)!;
    return { kid, privateKey: this.opened(sealedPrivateKey)! };
  }

  /** What the offer's tickets may be signed with, as JWKs by key id: a key that was retired signed good ones. */
  async verifying(offerId: number): Promise<{ kid: string; x: string }[]> {
    return (await this.all(offerId)).map(({ kid, publicKey }) => ({ kid, x: publicKey }));
  }

  /** With one in use. Where the application's secret is another by now, the old one is retired for a new one. */
  private async all(offerId: number): Promise<StoredKey[]> {
    const known = await this.keys.of(offerId);
    const inUse = known.find(({ retiredAt }) => retiredAt === null);
    if (inUse && this.opened(inUse.sealedPrivateKey)) return known;
    if (inUse) await this.keys.retire(inUse.id, this.clock.now());
    await this.keys.add(this.made(offerId));
    return this.keys.of(offerId);
  }

  private made(offerId: number): NewKey {
    const { publicKey, privateKey } = generateKeyPairSync('ed25519');
    return {
      offerId,
      kid: randomBytes(6).toString('base64url'),
      publicKey: publicKey.export({ format: 'jwk' }).x!,
      sealedPrivateKey: this.secrets.encrypt(PURPOSE, privateKey.export(DER)),
      createdAt: this.clock.now(),
    };
  }

  private opened(sealed: Buffer): KeyObject | null {
    const key = this.secrets.decrypt(PURPOSE, sealed);
    return key && createPrivateKey({ key, ...DER });
  }
}

/** The public key whose JWK has this `x`. */
export function publicKeyOf(x: string): KeyObject {
  return createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x }, format: 'jwk' });
}
