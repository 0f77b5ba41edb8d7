import { Injectable } from '@nestjs/common';
import { currentRequest } from '../context/request-context.js';
import type { Tx } from '../database/tx.js';

export interface AuditEntry {
  /** Who did it; null for strangers and for the product itself. */
  actorId: number | null;
  /** `<context>.<what was done>`, such as `identity.signed_in`. */
  action: string;
  subjectType: string;
  subjectId?: number | string | null;
  details?: object;
}

/** The record of admin, sign-in and money actions: written in the action's own transaction, never changed. */
@Injectable()
export class AuditTrail {
  /** Needs no lock that another writer could hold; a job hashes the row later. */
  async record(tx: Tx, entry: AuditEntry): Promise<void> {
    const { actorId, action, subjectType, subjectId, details } = entry;
    const request = currentRequest();
    await tx.query(
      `INSERT INTO platform.audit_log
         (actor_id, action, subject_type, subject_id, ip_address, request_id, details)
       VALUES ($actorId, $action, $subjectType, $subjectId, $ip, $requestId, $details)`,
      {
        actorId,
        action,
        subjectType,
        subjectId: subjectId?.toString() ?? null,
        ip: request?.ip || null,
        requestId: request?.requestId ?? null,
        details: details ?? {},
      },
    );
  }
}
