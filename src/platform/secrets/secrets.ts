import { createCipheriv, createDecipheriv, createHash, createHmac, hkdfSync, randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { Config } from '../config/config.js';

const CIPHER = 'aes-256-gcm';
const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/** Keys, each derived from the application's secret for one purpose. */
@Injectable()
export class Secrets {
  private readonly keys = new Map<string, Buffer>();

  constructor(private readonly config: Config) {}

  key(purpose: string): Buffer {
    let key = this.keys.get(purpose);
    if (!key) {
      key = Buffer.from(hkdfSync('sha256', this.config.appSecret, '', `convoke:${purpose}`, 32));
      this.keys.set(purpose, key);
    }
    return key;
  }

  encrypt(purpose: string, plain: string | Buffer): Buffer {
    const nonce = randomBytes(NONCE_BYTES);
    const cipher = createCipheriv(CIPHER, this.key(purpose), nonce);
    const body = Buffer.concat([cipher.update(plain), cipher.final()]);
    return Buffer.concat([nonce, cipher.getAuthTag(), body]);
  }

  /** Null when it was encrypted with another key, or changed. */
  decrypt(purpose: string, sealed: Buffer): Buffer | null {
    if (sealed.length < NONCE_BYTES + TAG_BYTES) return null;
    const decipher = createDecipheriv(CIPHER, this.key(purpose), sealed.subarray(0, NONCE_BYTES));
    decipher.setAuthTag(sealed.subarray(NONCE_BYTES, NONCE_BYTES + TAG_BYTES));
    try {
      return Buffer.concat([decipher.update(sealed.subarray(NONCE_BYTES + TAG_BYTES)), decipher.final()]);
    } catch {
      return null;
    }
  }

  digest(purpose: string, value: string): Buffer {
    return createHmac('sha256', this.key(purpose)).update(value).digest();
  }
}

export function randomToken(): string {
  return randomBytes(32).toString('base64url');
}

/** How a token is stored: enough to recognize it, not to use it. */
export function tokenDigest(token: string): Buffer {
  return createHash('sha256').update(token).digest();
}
