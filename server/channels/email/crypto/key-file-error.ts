/** A key that cannot be used; the text tells who uploaded it what to do. */
export class KeyFileError extends Error {
  override readonly name = "KeyFileError";
}
