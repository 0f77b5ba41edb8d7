import { listensOnSocket, type ServerAddress } from './server-address.js';

const ALWAYS = {
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
export function serverSettings(durable: boolean, address: ServerAddress): Record<string, string | number> {
  return { ...ALWAYS, ...doorOf(address), ...(durable ? DURABLE : THROW_AWAY) };
}

/** One of both, never both: other users of this machine can reach a port, but not a closed folder. */
function doorOf(address: ServerAddress): Record<string, string> {
  if (!listensOnSocket(address)) return { listen_addresses: address.host, unix_socket_directories: '' };
  const folder = `"${address.host.replaceAll('"', '""')}"`;
  return { listen_addresses: '', unix_socket_directories: folder, unix_socket_permissions: '0700' };
}
