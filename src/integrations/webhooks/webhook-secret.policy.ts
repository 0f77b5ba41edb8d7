import { randomBytes } from 'node:crypto';

const BYTES = 24;
const KEY_BYTES = 20;
export const WEBHOOK_SECRETS = 'webhook-endpoint';

/** In the form of Standard Webhooks. */
export function newWebhookSecret(): string {
  return `whsec_${randomBytes(BYTES).toString('base64')}`;
}

/** Names an incoming endpoint in its address; what is sent there is signed besides. */
export function newEndpointKey(): string {
  return randomBytes(KEY_BYTES).toString('hex');
}
