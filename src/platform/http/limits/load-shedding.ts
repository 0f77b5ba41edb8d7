import type { Request, Response } from 'express';
import { Unavailable } from '../../../shared/errors.js';

/** About a second's work; beyond it a quick refusal is better than a long wait. */
const MOST_AT_ONCE = 2_000;
const ALWAYS = /^\/(?:health|metrics)(?:[/?]|$)/;

/** Returns the refusal (503) of one too many among the requests that are read and not answered yet. */
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
