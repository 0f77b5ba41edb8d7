import { randomBytes } from 'node:crypto';

const BYTES = 24;
export const WEBHOOK_SECRETS = 'webhook-endpoint';

/** In the form of Standard Webhooks. */
export function newWebhookSecret(): string {
  return `whsec_${randomBytes(BYTES).toString('base64')}`;
}
