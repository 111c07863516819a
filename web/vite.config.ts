/// <reference types="node" />
import { fileURLToPath } from "node:url";
import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";
import { budget } from "./build/budget.ts";
import { precompress } from "./build/precompress.ts";
import { serviceWorker } from "./build/service-worker.ts";

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));

/** Few files instead of forty crumbs: what every page needs, and what more than one page needs. */
const groups = [
  {
    name: "platform",
    test: /node_modules[\\/](react|react-dom|scheduler|i18next|react-i18next|@tanstack(?![\\/](react-table|table-core)))[\\/]/,
  },
  // Only table and board.
  { name: "drag", test: /node_modules[\\/]@atlaskit[\\/]/ },
  { name: "parts", test: /node_modules[\\/]/, minShareCount: 2 },
  { name: "shared", test: /web[\\/](lib|ui)[\\/]/, minShareCount: 2 },
  { name: "tickets", test: /web[\\/]tickets[\\/]/, minShareCount: 2 },
];

export default defineConfig({
  root: here("."),
  base: "/desk/",
  // The first script that the list needs, compressed; the build fails above it.
  plugins: [
    react(),
    budget({ entry: "desk.html", also: ["tickets-page", "locales/en/desk", "locales/en/lists"], limit: 300_000 }),
    serviceWorker({ source: here("worker/sw.js"), publicFolder: here("public"), base: "/desk/" }),
    precompress(),
  ],
  build: {
    outDir: here("../dist/web"),
    emptyOutDir: true,
    target: "es2022",
    manifest: true,
    rolldownOptions: {
      input: here("desk.html"),
      output: { codeSplitting: { groups } },
    },
  },
  server: { proxy: { "/api": "http://127.0.0.1:8080" } },
});
