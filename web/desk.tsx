import "./ui/styles.ts";
import { MantineProvider } from "@mantine/core";
import { useMediaQuery } from "@mantine/hooks";
import { Notifications } from "@mantine/notifications";
import { QueryClientProvider } from "@tanstack/react-query";
import { RouterProvider } from "@tanstack/react-router";
import { StrictMode, Suspense } from "react";
import { createRoot } from "react-dom/client";
import { startI18n } from "./lib/i18n.ts";
import { queryClient } from "./lib/queries.ts";
import { sessionQuery } from "./lib/session.ts";
import { remember, remembered } from "./lib/storage.ts";
import { router } from "./shell/routes.tsx";
import { resolver, theme } from "./ui/theme.ts";
import { Tips } from "./ui/tips.tsx";

// After an update the parts that an open page still wants are gone: the page begins anew, once; drafts are kept.
window.addEventListener("vite:preloadError", () => {
  if (Date.now() - (remembered<number>("reloaded") ?? 0) < 60_000) return;
  remember("reloaded", Date.now());
  location.reload();
});

// Asked for while the catalogue loads.
void queryClient.prefetchQuery(sessionQuery);
await startI18n();

/** On a phone what is told comes from above: below are the bar and the button that sends. */
function Notices() {
  const phone = useMediaQuery("(max-width: 767px)", undefined, { getInitialValueInEffect: false });
  return <Notifications position={phone ? "top-center" : "bottom-left"} limit={4} withinPortal={false} />;
}

const root = document.getElementById("root");
if (!root) throw new Error("desk.html has no #root");
createRoot(root).render(
  <StrictMode>
    <MantineProvider theme={theme} cssVariablesResolver={resolver} defaultColorScheme="auto">
      <QueryClientProvider client={queryClient}>
        <Notices />
        <Tips />
        <Suspense>
          <RouterProvider router={router} />
        </Suspense>
      </QueryClientProvider>
    </MantineProvider>
  </StrictMode>,
);
