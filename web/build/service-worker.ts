/// <reference types="node" />
import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Plugin } from "vite";

interface Options {
  /** Its source, plain script: it is not bundled. */
  source: string;
  /** Files that are served as they are. */
  publicFolder: string;
  base: string;
}

/** Writes sw.js: the worker, with the list of files that it keeps and a version that changes when one of them does. */
export function serviceWorker({ source, publicFolder, base }: Options): Plugin {
  return {
    name: "listek-service-worker",
    apply: "build",
    enforce: "post",
    generateBundle(_options, bundle) {
      const worker = readFileSync(source, "utf8");
      const built = Object.keys(bundle).filter((file) => /\.(?:js|css)$/.test(file));
      const asTheyAre = readdirSync(publicFolder).sort();
      const files = [base, ...[...built, ...asTheyAre].map((file) => base + file)].sort();
      const hash = createHash("sha256").update(files.join()).update(worker);
      for (const file of asTheyAre) hash.update(readFileSync(join(publicFolder, file)));
      const version = hash.digest("hex").slice(0, 12);
      const head = `const VERSION = ${JSON.stringify(version)};\nconst SHELL = ${JSON.stringify(files)};\n`;
      this.emitFile({ type: "asset", fileName: "sw.js", source: head + worker });
    },
  };
}
