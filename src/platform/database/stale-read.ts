import { Unavailable } from '../../shared/errors.js';
import { SqlState } from './sqlstate.js';

/**
 * What was read before the locks has changed by the time they were had, and other locks would have to come first.
 * Thrown inside `Database.transaction` it gives up all locks and runs the whole work again, as a serialization failure does.
 */
export class StaleRead extends Unavailable {
  readonly driverError = { code: SqlState.serializationFailure };
}
