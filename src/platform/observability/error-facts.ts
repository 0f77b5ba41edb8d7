const MAX_CAUSES = 5;

export interface ErrorFacts {
  type: string;
  message: string;
  stack?: string;
  code?: unknown;
  constraint?: unknown;
  cause?: ErrorFacts;
}

/**
 * What a log line says of an error. A driver's error also holds the statement, its values and the row at fault,
 * which may be personal or secret: none of that is taken.
 */
export function errorFacts(error: unknown, depth = 0): ErrorFacts {
  if (!(error instanceof Error)) return { type: typeof error, message: String(error) };
  const { code, constraint, cause, driverError } = error as Error & {
    code?: unknown;
    constraint?: unknown;
    driverError?: unknown;
  };
  const reason = cause ?? driverError;
  return {
    type: error.name,
    message: error.message,
    stack: error.stack,
    ...(code !== undefined && { code }),
    ...(constraint !== undefined && { constraint }),
    ...(reason !== undefined && depth < MAX_CAUSES && { cause: errorFacts(reason, depth + 1) }),
  };
}
