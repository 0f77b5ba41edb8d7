import { Injectable } from '@nestjs/common';
import { Webhook } from 'standardwebhooks';
import { GuardedFetch, OutboundError } from '../../platform/outbound/guarded-fetch.js';
import { toAppointmentBody, type AppointmentRow } from '../../scheduling/scheduling.api.js';
import { Secrets } from '../../platform/secrets/secrets.js';
import { Clock } from '../../shared/clock.js';
import type { Trigger } from '../workflows/workflow.entity.js';
import { webhookSecret } from '../workflows/webhook-secret.policy.js';

const TIMEOUT_MS = 15_000;

export interface WebhookCall {
  stepId: number;
  workflowId: number;
  url: string;
  body: string;
}

export function webhookBody(trigger: Trigger, appointment: AppointmentRow): string {
  return JSON.stringify({ trigger, booking: toAppointmentBody(appointment) });
}

/** Calls what the owner of a workflow named, signed by Standard Webhooks; one id over all attempts. */
@Injectable()
export class StepWebhookService {
  constructor(
    private readonly guarded: GuardedFetch,
    private readonly secrets: Secrets,
    private readonly clock: Clock,
  ) {}

  /** Null where it was taken, or else why not. */
  async call({ stepId, workflowId, url, body }: WebhookCall): Promise<string | null> {
    const now = this.clock.now();
    const id = `wfs_${stepId}`;
    const headers = {
      'content-type': 'application/json',
      'webhook-id': id,
      'webhook-timestamp': String(Math.floor(now.getTime() / 1_000)),
      'webhook-signature': new Webhook(webhookSecret(this.secrets, workflowId)).sign(id, now, body),
    };
    try {
      const request = { method: 'POST', headers, body, timeoutMs: TIMEOUT_MS, maxBytes: 0 };
      const { status } = await this.guarded.fetch(url, request);
      return status >= 200 && status < 300 ? null : `It answered ${status}.`;
    } catch (error) {
      if (error instanceof OutboundError) return error.message;
      throw error;
    }
  }
}
