import { useTimes } from "../lib/use-time.ts";

/** "12 min", with the exact moment on hover. */
export function TimeAgo({ at, className }: { at: string; className?: string }) {
  const times = useTimes();
  return (
    <time dateTime={at} title={times.exact(at)} className={className}>
      {times.ago(at)}
    </time>
  );
}
