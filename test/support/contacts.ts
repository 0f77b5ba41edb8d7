import type { Answer, CallOptions } from './http.js';
import type { Person } from './people.js';

export const CONTACTS = '/api/v1/contacts';
let made = 0;

/** A body whose address nobody has sent before. */
export function newContact(over: Record<string, unknown> = {}) {
  return { name: 'Grace Hopper', email: `contact-${++made}@example.com`, ...over };
}

export async function enterContact(owner: Person, over: Record<string, unknown> = {}) {
  const { status, body } = await owner.http.post(CONTACTS, newContact(over));
  if (status !== 201) throw new Error(`A contact answered ${status}: ${JSON.stringify(body)}`);
  return body;
}

export function importContacts(
  owner: Person,
  file: string | Uint8Array,
  options?: CallOptions,
): Promise<Answer> {
  const form = new FormData();
  form.set('file', new Blob([file as BlobPart]), 'contacts.csv');
  return owner.http.post(`${CONTACTS}/import`, form, options);
}

/** Newest first, without what is of the moment. */
export async function contactsOf(owner: Person, query = ''): Promise<any[]> {
  return (await owner.http.get(`${CONTACTS}?ordering=-id${query}`)).body.results;
}
