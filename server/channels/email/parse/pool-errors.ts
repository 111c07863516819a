/** The mail took longer than the pool allows. */
export class ParseTimeout extends Error {
  override readonly name = "ParseTimeout";
}

/** The worker died under the mail: out of memory, an exit, an error that the parser did not catch. */
export class ParseCrash extends Error {
  override readonly name = "ParseCrash";
}
