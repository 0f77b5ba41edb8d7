import type { Request, Response } from 'express';
import { Unavailable } from '../../../shared/errors.js';

/** Requests under way at once, about a second's work; beyond it a quick refusal serves everybody better than a long wait. */
const MOST_AT_ONCE = 2_000;
const ALWAYS = /^\/(?:health|metrics)(?:[/?]|$)/;

/**
 * Counts the requests whose bodies have arrived and that are not answered yet. Answers undefined for one that may
 * go on, and the refusal (503) for one too many.
 */
export function loadShedding(
  most = MOST_AT_ONCE,
): (request: Request, response: Response) => Unavailable | undefined {
  let underWay = 0;
  return (request, response) => {
    if (underWay >= most && !ALWAYS.test(request.url))
      return new Unavailable('The server is busy. Please try again.');
    underWay++;
    response.once('close', () => underWay--);
    return undefined;
  };
}
