import { SCOPES } from '../../src/platform/auth/scopes.js';
import type { Person } from './people.js';

/** To read in every context; those of administrators are not anybody's to ask for. */
export const READ_SCOPES = SCOPES.filter((scope) => scope.endsWith(':read') && !scope.startsWith('admin'));

/** Everything that anybody’s token may, nothing that administrators’ tokens may besides. */
export const WRITE_SCOPES = SCOPES.filter((scope) => scope.endsWith(':write') && !scope.startsWith('admin'));

/** A token of this person's for programs, as it is shown once. */
export async function apiToken({ http }: Pick<Person, 'http'>, scopes: readonly string[]): Promise<string> {
  const { status, body } = await http.post('/api/v1/users/tokens', { name: 'Program', scopes });
  if (status !== 201) throw new Error(`A token was not made: ${status} ${JSON.stringify(body)}`);
  return body.token;
}
