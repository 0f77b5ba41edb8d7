/** A message about somebody begins with the name, or ends with it where it ends in “from”. */
export function withActor(message: string, name = 'Somebody'): string {
  return message.endsWith(' from') ? `${message} ${name}.` : `${name} ${message}`;
}
