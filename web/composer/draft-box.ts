// One draft: here at every stroke, on the server a moment later. A dead network loses nothing, and two tabs of one
// person do not overwrite each other: the second is told and chooses.
import type { Draft as ServerDraft } from "../../shared/drafts/schema.ts";
import { ApiError } from "../lib/api.ts";
import { type Draft, type DraftServer, emptyDraft, fromServer, isEmpty, toServer, worthKeeping } from "./draft.ts";

export type DraftStatus = "idle" | "saving" | "saved" | "offline";

export interface Boxed {
  draft: Draft;
  status: DraftStatus;
  /** What another tab wrote meanwhile: nothing is sent to the server until one of the two is chosen. */
  theirs: ServerDraft | null;
}

export interface DraftBox {
  get(): Boxed;
  subscribe(listener: () => void): () => void;
  write(changes: Partial<Draft>): void;
  /** The server says what it has: on opening, and when another tab saved. */
  meet(server: ServerDraft | null): void;
  /** Of two texts: the server's, or the one here. */
  choose(which: "theirs" | "mine"): void;
  /** Puts a text in as if written now: called back, refused, taken over. */
  put(draft: Draft): void;
  /**
   * It is being sent: gone here at once. The server removes its own with the message, by the version that it has when
   * nothing more is on its way there.
   */
  leave(kind: Draft["kind"]): Promise<number | null>;
}

interface Options {
  server: DraftServer;
  initial: Draft | null;
  keep(draft: Draft | null): void;
  delayMs?: number;
  retryMs?: number;
}

export function createDraftBox({ server, initial, keep, delayMs = 600, retryMs = 4000 }: Options): DraftBox {
  const listeners = new Set<() => void>();
  let boxed: Boxed = { draft: { ...emptyDraft, ...initial }, status: "idle", theirs: null };
  let timer: ReturnType<typeof setTimeout> | undefined;
  let running: Promise<void> | null = null;
  /** Counts strokes, so that an answer knows whether something was written after its question. */
  let strokes = 0;
  /** The version that leaves with a message: until it is gone the server still tells of it. */
  let leaving: number | null = null;
  let leavings = 0;

  const show = (changes: Partial<Boxed>) => {
    boxed = { ...boxed, ...changes };
    for (const tell of listeners) tell();
  };
  const set = (draft: Draft, changes: Partial<Boxed> = {}) => {
    keep(isEmpty(draft) && !draft.dirty ? null : draft);
    show({ ...changes, draft });
  };
  const later = (ms: number) => {
    clearTimeout(timer);
    timer = setTimeout(() => void save(), ms);
  };

  async function save(): Promise<void> {
    clearTimeout(timer);
    timer = undefined;
    if (running) await running;
    if (!boxed.draft.dirty || boxed.theirs || !worthKeeping(boxed.draft)) return;
    running = attempt().finally(() => {
      running = null;
    });
    await running;
  }

  async function attempt(): Promise<void> {
    const [asked, left] = [strokes, leavings];
    show({ status: "saving" });
    try {
      const saved = await server.put(toServer(boxed.draft));
      const version = saved.draft?.version ?? null;
      if (left !== leavings) {
        leaving = version;
        return;
      }
      const done = strokes === asked;
      set({ ...boxed.draft, version, dirty: !done }, { status: done ? (version ? "saved" : "idle") : "saving" });
    } catch (error) {
      if (left === leavings) await failed(error);
    }
  }

  async function failed(error: unknown): Promise<void> {
    if (error instanceof ApiError && error.code === "draft_changed") {
      const theirs = await server.mine().catch(() => null);
      return meetWhileDirty(theirs);
    }
    show({ status: "offline" });
    // What the server refuses for good stays here; it is tried again with the next stroke.
    const hopeless = error instanceof ApiError && error.status >= 400 && error.status < 500 && error.status !== 429;
    if (!hopeless) later(retryMs);
  }

  /** The same words need no choice; else both are shown. */
  function meetWhileDirty(theirs: ServerDraft | null): void {
    if (theirs && theirs.body !== boxed.draft.body && !isEmpty(theirs)) {
      show({ theirs, status: "idle" });
      return;
    }
    set({ ...boxed.draft, version: theirs?.version ?? null });
    later(0);
  }

  return {
    get: () => boxed,
    subscribe(listener) {
      listeners.add(listener);
      return () => {
        listeners.delete(listener);
      };
    },
    write(changes) {
      strokes++;
      const draft = { ...boxed.draft, ...changes, dirty: true };
      if (isEmpty(draft)) Object.assign(draft, { since: null, begun: null });
      set(draft);
      if (worthKeeping(draft)) later(delayMs);
    },
    meet(server) {
      if (running || boxed.theirs || (server && server.version === leaving)) return;
      if (!server) leaving = null;
      const known = boxed.draft.version;
      if (boxed.draft.dirty) {
        if (server && server.version !== known) meetWhileDirty(server);
        else later(0);
      } else if (server && server.version !== known) set(fromServer(server), { status: "saved" });
      else if (!server && known !== null) set({ ...emptyDraft, kind: boxed.draft.kind }, { status: "idle" });
      else if (server) show({ status: "saved" });
    },
    choose(which) {
      const { theirs } = boxed;
      if (!theirs) return;
      if (which === "theirs") {
        set(fromServer(theirs), { theirs: null, status: "saved" });
        return;
      }
      set({ ...boxed.draft, version: theirs.version, dirty: true }, { theirs: null });
      later(0);
    },
    put(draft) {
      strokes++;
      set({ ...draft, version: boxed.draft.version ?? draft.version, dirty: true });
      later(0);
    },
    async leave(kind) {
      strokes++;
      leavings++;
      clearTimeout(timer);
      leaving = boxed.draft.version;
      set({ ...emptyDraft, kind }, { status: "idle", theirs: null });
      await running;
      return leaving;
    },
  };
}
