const FOR_PROGRAMS = /^\/(?:api|health|metrics|assets|media|ws|socket\.io)(?:[/?.]|$)/i;

/** Addresses under which there are no pages. */
export function isForPrograms(path: string): boolean {
  return FOR_PROGRAMS.test(path);
}
