/** About one half of the files, by how long they take. */
export const isOfHosts = (file: string): boolean =>
  /^(?:host-pages|door|hosting|organize|admin|calendar)\./.test(file);
