/** An address of this site, for after a form; anything that could lead elsewhere becomes `otherwise`. */
export function localPath(sent: string | undefined, otherwise: string): string {
  return sent !== undefined && /^\/(?![/\\])[\x21-\x7e]*$/.test(sent) && !sent.includes('\\')
    ? sent
    : otherwise;
}
