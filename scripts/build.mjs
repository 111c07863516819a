// npm run build: installs what is missing and builds the web part, so that the next start does neither.
import { buildWeb, chore, install } from "./lib.mjs";

chore(async () => {
  await install();
  await buildWeb();
});
