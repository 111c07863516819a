/// <reference types="node" />
import { gzipSync } from "node:zlib";
import type { Plugin, Rolldown } from "vite";

type Chunk = Rolldown.OutputChunk;

interface Options {
  /** Name of the HTML entry whose first load is measured. */
  entry: string;
  /** Parts of module ids of lazy chunks that the first screen loads as well. */
  also: string[];
  /** Bytes, gzipped. */
  limit: number;
}

/** Adds up every script that the first screen loads and fails the build when it is too much. */
export function budget({ entry, also, limit }: Options): Plugin {
  return {
    name: "listek-budget",
    apply: "build",
    generateBundle(_options, bundle) {
      const chunks = Object.values(bundle).filter((file): file is Chunk => file.type === "chunk");
      const first = chunks.filter(
        (chunk) => chunk.facadeModuleId?.endsWith(entry) || also.some((part) => chunk.facadeModuleId?.includes(part)),
      );
      const loaded = withImports(first, chunks);
      const total = loaded.reduce((sum, chunk) => sum + gzipSync(chunk.code).length, 0);
      const line = `first load of the list: ${kilo(total)} of script gzipped in ${loaded.length} files, limit ${kilo(limit)}`;
      if (total > limit) this.error(line);
      this.info(line);
    },
  };
}

function withImports(first: Chunk[], all: Chunk[]): Chunk[] {
  const seen = new Set<Chunk>();
  const visit = (chunk: Chunk) => {
    if (seen.has(chunk)) return;
    seen.add(chunk);
    for (const name of chunk.imports) {
      const next = all.find((other) => other.fileName === name);
      if (next) visit(next);
    }
  };
  for (const chunk of first) visit(chunk);
  return [...seen];
}

const kilo = (bytes: number) => `${(bytes / 1000).toFixed(1)} kB`;
