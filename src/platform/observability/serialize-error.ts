const MAX_CAUSES = 5;

export interface SerializedError {
  type: string;
  message: string;
  stack?: string;
  code?: unknown;
  constraint?: unknown;
  cause?: SerializedError;
}

/** What is logged of an error: never a driver's statement, values or row, which may be personal or secret. */
export function serializeError(error: unknown, depth = 0): SerializedError {
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
    ...(reason !== undefined && depth < MAX_CAUSES && { cause: serializeError(reason, depth + 1) }),
  };
}
