/** A folder with a socket, or a port on loopback where there are no sockets. */
export type Listen = { socketFolder: string } | { port: number };

/** postgresql.conf, for a small machine: memory low, durability whole. `local.conf` beside it has the last word. */
export function postgresqlConf(listen: Listen, more: Record<string, string | number> = {}): string {
  const settings = { ...listenOn(listen), ...durability, ...memory, ...workers, ...planner, ...logging, ...more };
  const lines = Object.entries(settings).map(([name, value]) => `${name} = ${quote(value)}`);
  return [
    "# Listek writes this file at each start. Put settings of your own into local.conf in this folder.",
    ...lines,
    "include 'local.conf'",
    "",
  ].join("\n");
}

export const localConf = "# Settings of your own; Listek never changes this file.\n";

/** Nobody comes in without the password, not even on a socket that only the owner can reach. */
export const pgHbaConf = [
  "# Listek writes this file at each start.",
  process.platform === "win32" ? "host all all 127.0.0.1/32 scram-sha-256" : "local all all scram-sha-256",
  "",
].join("\n");

/** Part of the name of the socket; two clusters never share a folder, so the number need not differ. */
export const socketPort = 5432;

function listenOn(listen: Listen) {
  if ("port" in listen) return { listen_addresses: "127.0.0.1", port: listen.port, unix_socket_directories: "" };
  return {
    listen_addresses: "",
    port: socketPort,
    unix_socket_directories: listen.socketFolder,
    unix_socket_permissions: "0700",
  };
}

const durability = {
  fsync: "on",
  synchronous_commit: "on",
  full_page_writes: "on",
  // Its own way back can wait for ever when a second process is killed meanwhile (18.4); Listek starts it anew, as after any other end.
  restart_after_crash: "off",
  wal_compression: "pglz",
  max_wal_size: "1GB",
  min_wal_size: "80MB",
  checkpoint_timeout: "10min",
  max_wal_senders: 0,
};

const memory = {
  max_connections: 40,
  shared_buffers: "96MB",
  wal_buffers: "4MB",
  work_mem: "8MB",
  maintenance_work_mem: "64MB",
  effective_cache_size: "512MB",
  huge_pages: "off",
};

const workers = {
  io_method: "worker",
  io_workers: 1,
  autovacuum_max_workers: 2,
  autovacuum_worker_slots: 4,
  max_worker_processes: 4,
  max_parallel_workers: 2,
  max_parallel_workers_per_gather: 1,
  max_parallel_maintenance_workers: 1,
  max_logical_replication_workers: 0,
};

const planner = { jit: "off", random_page_cost: "1.1", default_statistics_target: 100 };

/** Statement errors reach their caller; here is logged only what concerns the server itself. */
const logging = {
  log_min_messages: "log",
  log_min_error_statement: "panic",
  log_checkpoints: "off",
  log_line_prefix: "",
  log_timezone: "UTC",
  timezone: "UTC",
  lc_messages: "C",
  password_encryption: "scram-sha-256",
};

function quote(value: string | number): string {
  return `'${String(value).replaceAll("'", "''")}'`;
}
