import type { SuggestionKeyDownProps, SuggestionProps } from "@tiptap/suggestion";

export type SuggestionKind = "replies" | "people";

export interface OpenSuggestions {
  kind: SuggestionKind;
  items: readonly { id: string; name: string }[];
  /** The chosen one. */
  index: number;
  /** Where the caret is. */
  rect: DOMRect | null;
  pick(index: number): void;
}

export interface Suggestions {
  current(): OpenSuggestions | null;
  activeId(): string;
  subscribe(listener: () => void): () => void;
  choose(index: number): void;
  render(kind: SuggestionKind): {
    // biome-ignore lint/suspicious/noExplicitAny: one list for what is of two types
    onStart(props: SuggestionProps<any, any>): void;
    // biome-ignore lint/suspicious/noExplicitAny: as above
    onUpdate(props: SuggestionProps<any, any>): void;
    onExit(): void;
    onKeyDown(props: SuggestionKeyDownProps): boolean;
  };
}

/** Between the editor, which says what is typed and where, and the list that shows what fits. */
export function createSuggestions(id: string): Suggestions {
  const listeners = new Set<() => void>();
  let open: OpenSuggestions | null = null;
  let closed = false;
  const show = (next: OpenSuggestions | null) => {
    open = next;
    for (const tell of listeners) tell();
  };
  const choose = (index: number) => {
    if (open) show({ ...open, index: (index + open.items.length) % open.items.length });
  };

  return {
    current: () => open,
    activeId: () => `${id}-${open?.index ?? 0}`,
    subscribe(listener) {
      listeners.add(listener);
      return () => {
        listeners.delete(listener);
      };
    },
    choose,
    render: (kind) => {
      // biome-ignore lint/suspicious/noExplicitAny: one list for what is of two types
      const update = ({ items, command, clientRect, loading }: SuggestionProps<any, any>) => {
        if (loading) return;
        if (items.length === 0 || closed) return show(null);
        const index = open && open.index < items.length ? open.index : 0;
        show({ kind, items, index, rect: clientRect?.() ?? null, pick: (at) => command(items[at]) });
      };
      return {
        onStart: (props) => {
          closed = false;
          update(props);
        },
        onUpdate: update,
        onExit: () => show(null),
        onKeyDown: ({ event }) => {
          if (!open) return false;
          if (event.key === "ArrowDown") choose(open.index + 1);
          else if (event.key === "ArrowUp") choose(open.index - 1);
          else if ((event.key === "Enter" && !event.ctrlKey && !event.metaKey) || event.key === "Tab")
            open.pick(open.index);
          else if (event.key === "Escape") {
            closed = true;
            show(null);
          } else return false;
          return true;
        },
      };
    },
  };
}
