// The door: what others may call.
export { indexEvents } from "./index-events.ts";
export { indexMissing } from "./index-missing.ts";
export { startIndexer } from "./start-indexer.ts";
