// Certificates for a test, by openssl (which comes with Dovecot): an authority of our own, and what it signs.
import { execFile } from "node:child_process";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";

export interface Certificate {
  cert: string;
  key: string;
}

export interface Authority {
  /** PEM; who trusts it trusts what it signed. */
  ca: string;
  /** `names` as in subjectAltName: "DNS:mail.example,IP:127.0.0.1". */
  issue(names: string, expired?: boolean): Promise<Certificate>;
  stop(): Promise<void>;
}

export async function makeAuthority(): Promise<Authority> {
  const folder = await mkdtemp(join(tmpdir(), "listek-ca-"));
  const openssl = (...args: string[]) => promisify(execFile)("openssl", args, { cwd: folder });
  const key = (name: string) => ["-newkey", "rsa:2048", "-nodes", "-keyout", `${name}.key`];
  await openssl("req", "-x509", ...key("ca"), "-out", "ca.pem", "-days", "30", "-subj", "/CN=Test authority");
  let count = 0;
  return {
    ca: await readFile(join(folder, "ca.pem"), "utf8"),
    async issue(names, expired = false) {
      const name = `c${++count}`;
      await openssl(
        "req",
        ...key(name),
        "-out",
        `${name}.csr`,
        "-subj",
        "/CN=test",
        "-addext",
        `subjectAltName=${names}`,
      );
      const signing = ["-CA", "ca.pem", "-CAkey", "ca.key", "-CAcreateserial", "-copy_extensions", "copy"];
      const days = ["-days", expired ? "-1" : "30"];
      await openssl("x509", "-req", "-in", `${name}.csr`, ...signing, ...days, "-out", `${name}.pem`);
      const read = (file: string) => readFile(join(folder, file), "utf8");
      return { cert: await read(`${name}.pem`), key: await read(`${name}.key`) };
    },
    stop: () => rm(folder, { recursive: true, force: true }),
  };
}
