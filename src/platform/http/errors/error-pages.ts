import type { Request, Response } from 'express';
import type { HttpErrorResponse } from './to-error-response.js';

/** How people see what failed; without it everybody gets JSON. */
export abstract class ErrorPages {
  /** False where the caller is a program, and nothing has been answered. */
  abstract answer(request: Request, response: Response, error: HttpErrorResponse): boolean;
}
