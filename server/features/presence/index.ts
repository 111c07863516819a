// The door: what others may call.
export { forgetOldPresence } from "./store.ts";
