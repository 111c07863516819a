import type { ErrorBody } from "../../shared/base/schema.ts";

/** What the server refused, or `network` when it could not be reached. */
export class ApiError extends Error {
  readonly status: number;
  readonly code: string;
  readonly fields: Record<string, string>;

  constructor(status: number, code: string, message: string, fields: Record<string, string> = {}) {
    super(message);
    this.status = status;
    this.code = code;
    this.fields = fields;
  }
}

export type Query = Record<string, string | number | boolean | null | undefined>;

interface Options {
  query?: Query | undefined;
  body?: unknown;
  /** Idempotency-Key: the same for every attempt at the same thing. */
  key?: string;
  headers?: Record<string, string>;
  signal?: AbortSignal;
}

export const apiUrl = (path: string, query?: Query) => {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query ?? {})) {
    if (value !== undefined && value !== null && value !== "") search.set(name, String(value));
  }
  const text = search.toString();
  return `/api/v1${path}${text ? `?${text}` : ""}`;
};

async function call<T>(method: string, path: string, options: Options = {}): Promise<T> {
  const headers: Record<string, string> = { accept: "application/json", ...options.headers };
  if (method !== "GET") headers["x-requested-with"] = "listek";
  if (options.key) headers["idempotency-key"] = options.key;
  const raw = options.body instanceof Blob;
  if (options.body !== undefined && !raw) headers["content-type"] = "application/json";
  const body = raw ? (options.body as Blob) : options.body === undefined ? null : JSON.stringify(options.body);

  let response: Response;
  try {
    response = await fetch(apiUrl(path, options.query), { method, headers, body, signal: options.signal ?? null });
  } catch (cause) {
    if (cause instanceof DOMException && cause.name === "AbortError") throw cause;
    throw new ApiError(0, "network", "The desk cannot be reached.");
  }
  const text = await response.text();
  if (!response.ok) throw refusal(response.status, text);
  return (text ? JSON.parse(text) : null) as T;
}

function refusal(status: number, text: string): ApiError {
  try {
    const { error } = JSON.parse(text) as ErrorBody;
    return new ApiError(status, error.code, error.message, error.fields ?? {});
  } catch {
    return new ApiError(status, "unreadable", text.slice(0, 200));
  }
}

export const get = <T>(path: string, query?: Query, signal?: AbortSignal) =>
  call<T>("GET", path, { query, ...(signal ? { signal } : {}) });
export const post = <T>(path: string, body?: unknown, key: string = newKey()) => call<T>("POST", path, { body, key });
export const patch = <T>(path: string, body: unknown) => call<T>("PATCH", path, { body });
export const put = <T>(path: string, body?: unknown) => call<T>("PUT", path, { body });
export const del = (path: string) => call<null>("DELETE", path);
export const putFile = <T>(path: string, file: Blob, headers: Record<string, string>) =>
  call<T>("PUT", path, { body: file, headers });

/** A fresh random id: for Idempotency-Key and uploads. Works on plain http too, where randomUUID is missing. */
export function newKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x40;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return hex.replace(/(.{8})(.{4})(.{4})(.{4})(.{12})/, "$1-$2-$3-$4-$5");
}
