import { useEffect, useRef } from "react";

/** Opens at the last message and stays at the end while things load and arrive, until the reader scrolls away. */
export function useStayAtEnd() {
  const scroller = useRef<HTMLElement>(null);
  const content = useRef<HTMLOListElement>(null);
  const atEnd = useRef(true);
  useEffect(() => {
    const box = scroller.current;
    if (!box || !content.current) return;
    const follow = () => {
      if (atEnd.current) box.scrollTop = box.scrollHeight;
    };
    const look = () => {
      atEnd.current = box.scrollHeight - box.scrollTop - box.clientHeight < 80;
    };
    const watch = new ResizeObserver(follow);
    watch.observe(content.current);
    watch.observe(box);
    box.addEventListener("scroll", look, { passive: true });
    return () => {
      watch.disconnect();
      box.removeEventListener("scroll", look);
    };
  }, []);
  return { scroller, content };
}
