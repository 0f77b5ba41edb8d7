import { SessionCache } from '../../src/identity/session-check/session-cache.repository.js';
import type { World } from '../support/world.js';

/** A process that remembers sessions and does not hear that they ended. */
export function forgetNothing(here: World): void {
  const sessions = here.app.get(SessionCache, { strict: false }) as unknown as Record<string, () => void>;
  for (const name of ['forget', 'forgetAccounts']) sessions[name] = () => undefined;
}
