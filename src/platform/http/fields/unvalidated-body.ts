const open = new Set<string>();

/** For the few answers whose fields are not all known here: their documented schema stays open. */
export function UnvalidatedBody(): ClassDecorator {
  return (target) => void open.add(target.name);
}

export function isUnvalidatedBody(schemaName: string): boolean {
  return open.has(schemaName);
}
