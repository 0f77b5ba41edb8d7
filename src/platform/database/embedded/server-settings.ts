const ALWAYS = {
  listen_addresses: '127.0.0.1',
  unix_socket_directories: '',
  // The pools of several processes, their listeners and the job queue's connections add up.
  max_connections: 200,
  shared_buffers: '128MB',
  timezone: 'UTC',
  log_timezone: 'UTC',
  log_checkpoints: 'off',
  // Refused statements are the application's to report.
  log_min_messages: 'log',
  jit: 'off',
};

const DURABLE = { fsync: 'on', synchronous_commit: 'on', full_page_writes: 'on' };
const THROW_AWAY = {
  fsync: 'off',
  synchronous_commit: 'off',
  full_page_writes: 'off',
  autovacuum_naptime: '1h',
};

/** Given on the command line, so that the cluster's own files cannot differ. */
export function serverSettings(durable: boolean): Record<string, string | number> {
  return { ...ALWAYS, ...(durable ? DURABLE : THROW_AWAY) };
}
