import type { Secrets } from '../../platform/secrets/secrets.js';

/** What verifies the webhooks of a workflow; its owner alone is told. */
export function webhookSecret(secrets: Pick<Secrets, 'digest'>, workflowId: number): string {
  return `whsec_${secrets.digest('workflow-webhook', String(workflowId)).toString('base64')}`;
}
