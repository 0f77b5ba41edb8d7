const snake = (name: string) => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);

/** `alias.starts_at AS "startsAt", …`, each name with `prefix` in front. */
export function columnList(alias: string, columns: readonly string[], prefix = ''): string {
  return columns.map((name) => `${alias}.${snake(name)} AS "${prefix}${name}"`).join(', ');
}
