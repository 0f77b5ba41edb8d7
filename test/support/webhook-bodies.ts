export const WEBHOOKS = '/api/v1/integrations/webhooks';

/** Of everything, at an address that needs no looking up; switched off. */
export function newWebhook(more: Record<string, unknown> = {}) {
  return { url: 'https://93.184.216.34/hooks', events: ['*'], is_active: false, ...more };
}
