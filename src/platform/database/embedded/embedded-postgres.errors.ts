/** The embedded database cannot run. The message is one line that says what to do, fit for a terminal. */
export class EmbeddedPostgresUnavailable extends Error {
  override readonly name: string = 'EmbeddedPostgresUnavailable';
  readonly expected = true;
}

export class DataDirInUse extends EmbeddedPostgresUnavailable {
  override readonly name = 'DataDirInUse';

  constructor(dataDir: string, pid: number) {
    super(`DATA_DIR ${dataDir} is in use by process ${pid}: stop that one, or start with another DATA_DIR.`);
  }
}
