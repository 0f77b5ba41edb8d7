const snake = (name: string) => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);

/** `alias.created_at AS "createdAt", …`: the columns of an entity in its own names. */
export function selected(alias: string, columns: readonly string[]): string {
  return columns.map((name) => `${alias}.${snake(name)} AS "${name}"`).join(', ');
}
