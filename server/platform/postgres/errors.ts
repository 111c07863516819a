/** The embedded database cannot start; the message says why and what helps. The process that asked should exit 1. */
export class DatabaseStartError extends Error {
  override name = "DatabaseStartError";
}

/** Another Listek uses this data folder. */
export class DataFolderHeldError extends DatabaseStartError {
  override name = "DataFolderHeldError";
  readonly pid: number;
  readonly since: Date;

  constructor(folder: string, pid: number, since: Date) {
    super(
      `The data folder ${folder} is held by another Listek: process ${pid}, since ${since.toISOString()}. ` +
        "Stop that one, or give this one a folder of its own by LISTEK_DATA.",
    );
    this.pid = pid;
    this.since = since;
  }
}

const cures: [pattern: RegExp, cure: (folder: string) => string][] = [
  [
    /No space left on device|Disk quota exceeded/i,
    (folder) => `The disk that holds ${folder} is full: free some space.`,
  ],
  [/Read-only file system/i, (folder) => `${folder} is on a read-only disk: give another folder by LISTEK_DATA.`],
  [
    /could not look up effective user ID|user does not exist/i,
    () => "This account has no entry in /etc/passwd, which PostgreSQL needs: add one, or use DATABASE_URL.",
  ],
  [
    /administrative permissions|"root" execution/i,
    () => "PostgreSQL refuses to run as an administrator: start Listek from an ordinary account.",
  ],
  [
    /Permission denied|Operation not permitted|wrong ownership|invalid permissions/i,
    (folder) => `${folder} must belong to the account that runs Listek: chown -R it, or give another by LISTEK_DATA.`,
  ],
  [
    /error while loading shared libraries|Library not loaded|not found \(required by/i,
    () => "PostgreSQL lacks a system library: run npm ci again, or use an external PostgreSQL by DATABASE_URL.",
  ],
  [
    /could not (create|resize) shared memory|could not map anonymous shared memory|Cannot allocate memory/i,
    () =>
      "There is too little memory, or the container limits shared memory: give it more (docker run --shm-size=256m).",
  ],
];

/** What PostgreSQL said, with the cure before it where one is known. */
export function explain(what: string, said: string, folder: string): DatabaseStartError {
  const known = cures.find(([pattern]) => pattern.test(said));
  const cure = known ? `${known[1](folder)} ` : "";
  return new DatabaseStartError(`${what}. ${cure}PostgreSQL said: ${said.trim() || "nothing"}`);
}
