/** The command was called wrongly: exit code 2, and how to call it. */
export class UsageError extends Error {}
