import { canonicalEmail } from '../../shared/email-address.js';
import type { Secrets } from '../secrets/secrets.js';

/** How an address is kept where only its owner, or a mail to it, may find it again. */
export function recipientDigest(secrets: Secrets, address: string): Buffer {
  return secrets.digest('mail-recipient', canonicalEmail(address) ?? address);
}
