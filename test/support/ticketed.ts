import { makeDraft } from './events.js';
import type { Person } from './people.js';

/** Makes a ticketed event in ten days and publishes it; its body. */
export async function makePublished(by: Person, now: Date, more: Record<string, unknown> = {}): Promise<any> {
  const { id } = await makeDraft(by, now, more);
  const answer = await by.http.post(`/api/v1/events/${id}/publish`);
  if (answer.status !== 200) throw new Error(`Publishing answered ${answer.status}: ${JSON.stringify(answer.body)}`);
  return answer.body;
}

/** The code and the fields at fault of a refusal, or nothing of a success. */
export function refusal({ status, body }: { status: number; body: any }): string {
  if (status < 400) return '';
  const fields = Object.keys(body.field_errors ?? {}).sort();
  return [status, body.code, ...fields].join(' ');
}
