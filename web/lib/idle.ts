/** When the page has drawn what was asked for and waits; a second later at most. Safari only waits. */
export function whenIdle(work: () => void): { end(): void } {
  if (!("requestIdleCallback" in window)) {
    const timer = setTimeout(work, 200);
    return { end: () => clearTimeout(timer) };
  }
  const handle = requestIdleCallback(work, { timeout: 1000 });
  return { end: () => cancelIdleCallback(handle) };
}
