import { currentRequest } from '../../context/request-context.js';

/** A job as the store keeps it: the payload, and the request it goes back to. */
export interface JobEnvelope {
  payload: object;
  request_id?: string;
}

export function toJobEnvelope(payload: object): JobEnvelope {
  return { payload, request_id: currentRequest()?.requestId };
}
