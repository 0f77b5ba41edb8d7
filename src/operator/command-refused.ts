/** What an operator asked for is not done; said instead of a trace. */
export class CommandRefused extends Error {
  readonly expected = true;
}
