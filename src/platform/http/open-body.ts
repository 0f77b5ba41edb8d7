const open = new Set<string>();

/** For the few answers whose fields are not all known here: their documented schema stays open. */
export function OpenBody(): ClassDecorator {
  return (target) => void open.add(target.name);
}

export function isOpenBody(schemaName: string): boolean {
  return open.has(schemaName);
}
