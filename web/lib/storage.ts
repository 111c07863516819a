// What this browser remembers. Every access may throw (private windows, full disk): then nothing is remembered.

export function remembered<T>(key: string): T | null {
  try {
    const text = localStorage.getItem(`listek.${key}`);
    return text === null ? null : (JSON.parse(text) as T);
  } catch {
    return null;
  }
}

export function remember(key: string, value: unknown): void {
  try {
    if (value === null) localStorage.removeItem(`listek.${key}`);
    else localStorage.setItem(`listek.${key}`, JSON.stringify(value));
  } catch {
    // not remembered
  }
}
