import { currentRequest } from '../../context/request-context.js';

export interface JobEnvelope {
  payload: object;
  request_id?: string;
}

export function toJobEnvelope(payload: object): JobEnvelope {
  return { payload, request_id: currentRequest()?.requestId };
}
