import { randomBytes, randomInt } from 'node:crypto';

const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789';
const LENGTH = 12;

/** `EVH-` and twelve letters or digits by chance. */
export function newTransactionId(): string {
  return `EVH-${Array.from({ length: LENGTH }, () => LETTERS[randomInt(LETTERS.length)]).join('')}`;
}

/** What the built-in simulator calls a movement. */
export function newSimulatedReference(): string {
  return `sim_${randomBytes(12).toString('hex')}`;
}
