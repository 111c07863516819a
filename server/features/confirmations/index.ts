// The door: what others may call.
export { sendConfirmation } from "./ask.ts";
