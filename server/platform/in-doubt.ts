// Between the last dot of a mail and our note of the answer, a kill leaves us in doubt whether it has left, and it goes again.
// So only one mail at a time comes so far: at most one double a kill (RELIABILITY.md T14).

/** Milliseconds. A host that takes longer to answer does not hold up what goes elsewhere. */
const longestMs = 5000;

export interface Doubt {
  /** Resolves when it is the only one; at once if it is already. */
  enter(): Promise<void>;
  /** What became of it is recorded, or nothing began. */
  leave(): void;
}

/** Gives each delivery its own, to be left when all is over. */
export function oneInDoubt(longest = longestMs): () => Doubt {
  let last: Promise<unknown> = Promise.resolve();
  return () => {
    let turn: { comes: Promise<unknown>; end: () => void } | null = null;
    return {
      async enter() {
        if (!turn) {
          const { promise: over, resolve: end } = Promise.withResolvers<void>();
          turn = { comes: last, end };
          last = last.then(() => {
            setTimeout(end, longest).unref();
            return over;
          });
        }
        await turn.comes;
      },
      leave() {
        turn?.end();
        turn = null;
      },
    };
  };
}
