import type { Request, Response } from 'express';
import { Unavailable } from '../../../shared/errors.js';

/** About a second's work; beyond it a quick refusal is better than a long wait. */
const MAX_REQUESTS = 2_000;
const ALWAYS = /^\/(?:health|metrics)(?:[/?]|$)/;

/** Returns the refusal (503) of one too many among the requests that are read and not answered yet. */
export function loadShedding(
  max = MAX_REQUESTS,
): (request: Request, response: Response) => Unavailable | undefined {
  let running = 0;
  return (request, response) => {
    if (running >= max && !ALWAYS.test(request.url))
      return new Unavailable('The server is busy. Please try again.');
    running++;
    response.once('close', () => running--);
    return undefined;
  };
}
