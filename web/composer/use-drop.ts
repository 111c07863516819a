import { type DragEvent, useRef, useState } from "react";

/** Files by drag and drop. */
export function useDrop(onFiles: (files: Iterable<File>) => void) {
  const [over, setOver] = useState(false);
  const depth = useRef(0);
  const has = (event: DragEvent) => event.dataTransfer.types.includes("Files");
  const leave = (count: number) => {
    depth.current = count;
    setOver(count > 0);
  };
  return {
    over,
    props: {
      onDragEnter: (event: DragEvent) => has(event) && leave(depth.current + 1),
      onDragLeave: (event: DragEvent) => has(event) && leave(depth.current - 1),
      onDragOver: (event: DragEvent) => has(event) && event.preventDefault(),
      onDrop: (event: DragEvent) => {
        if (!has(event)) return;
        event.preventDefault();
        leave(0);
        onFiles([...event.dataTransfer.files]);
      },
    },
  };
}
