import { bytesOf, type SignedTicket } from '../lib/ticket-code.js';

interface PublicKey {
  kid: string;
  x: string;
}

/** Verifies tickets without asking anybody, where the browser knows Ed25519. */
export class TicketKeys {
  private readonly keys = new Map<string, Promise<CryptoKey>>();

  constructor(keys: readonly PublicKey[]) {
    for (const { kid, x } of keys) this.keys.set(kid, imported(x));
  }

  async isGenuine({ kid, signature, signed }: SignedTicket): Promise<boolean> {
    const key = await this.keys.get(kid)?.catch(() => undefined);
    return key !== undefined && crypto.subtle.verify('Ed25519', key, signature, signed);
  }

  /** Whether anything can be verified here. */
  async areUsable(): Promise<boolean> {
    const all = await Promise.allSettled(this.keys.values());
    return all.some(({ status }) => status === 'fulfilled');
  }
}

async function imported(x: string): Promise<CryptoKey> {
  return crypto.subtle.importKey('raw', bytesOf(x), 'Ed25519', false, ['verify']);
}
