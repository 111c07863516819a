// The service worker (web/worker/): the desk opens without a network, and says when a newer one is there.

const url = "/desk/sw.js";
/** A page that is never closed asks now and then by itself. */
const askEvery = 30 * 60_000;

/** Tells when a newer version waits; what it hands over puts it in place. */
export function registerWorker(onNewer: (begin: () => void) => void): () => void {
  if (!import.meta.env.PROD || !("serviceWorker" in navigator)) return () => {};
  let timer: ReturnType<typeof setInterval> | undefined;
  const offer = (waiting: ServiceWorker) => {
    onNewer(() => {
      navigator.serviceWorker.addEventListener("controllerchange", () => location.reload(), { once: true });
      waiting.postMessage("begin");
    });
  };
  const watch = (registration: ServiceWorkerRegistration) => {
    // Without one in charge this is the first visit, not an update.
    const ready = () => registration.waiting && navigator.serviceWorker.controller && offer(registration.waiting);
    ready();
    registration.addEventListener("updatefound", () => {
      registration.installing?.addEventListener("statechange", ready);
    });
    timer = setInterval(() => void registration.update().catch(() => {}), askEvery);
  };
  // Private windows and plain http have none: then the desk needs its network.
  navigator.serviceWorker.register(url, { scope: "/desk/" }).then(
    (registration) => registration && watch(registration),
    () => {},
  );
  return () => clearInterval(timer);
}
