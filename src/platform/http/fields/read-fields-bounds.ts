const MAX_DEPTH = 32;
const MAX_VALUES = 2_000;
const MAX_KEYS = 100;
const MAX_KEY = 100;

/** Whether nested values are few and flat enough for libraries to walk them by recursion. */
export function isWithinReason(value: unknown, objects: boolean): boolean {
  let level = [value];
  let values = 0;
  for (let depth = 0; level.length > 0; depth++) {
    values += level.length;
    if (depth > MAX_DEPTH || values > MAX_VALUES) return false;
    level = level.flatMap((one) => inner(one, objects));
  }
  return true;
}

export function hasFewKeys(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return true;
  const keys = Array.isArray(value) ? [] : Object.keys(value);
  if (keys.length > MAX_KEYS || keys.some((key) => key.length > MAX_KEY)) return false;
  return Object.values(value).every(hasFewKeys);
}

function inner(value: unknown, objects: boolean): unknown[] {
  if (Array.isArray(value)) return value as unknown[];
  return objects && typeof value === 'object' && value !== null ? Object.values(value) : [];
}
