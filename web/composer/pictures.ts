// What pictures that were sent ahead look like: as long as the page lives they are drawn from here.
import { uploadOf } from "../../shared/conversations/pictures.ts";

const shown = new Map<string, string>();
const kept = 50;

export const shownPicture = (src: string): string | undefined => shown.get(uploadOf(src) ?? "");

export function keepPicture(id: string, file: Blob): void {
  shown.set(id, URL.createObjectURL(file));
  for (const [old, url] of shown) {
    if (shown.size <= kept) return;
    URL.revokeObjectURL(url);
    shown.delete(old);
  }
}
