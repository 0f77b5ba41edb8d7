import { Unavailable } from '../../shared/errors.js';
import { SqlState } from './sqlstate.js';

/** What was read before the locks has changed since. Thrown in `Database.transaction`, the work runs again. */
export class StaleRead extends Unavailable {
  readonly driverError = { code: SqlState.serializationFailure };
}
