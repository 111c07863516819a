import { IconFile, IconFileText, IconFileZip, IconPhoto } from "@tabler/icons-react";

/** What kind of file it is, at a glance. */
export function FileIcon({ type }: { type: string }) {
  const Icon = type.startsWith("image/")
    ? IconPhoto
    : /zip|tar|rar|7z/.test(type)
      ? IconFileZip
      : /pdf|text|word|document/.test(type)
        ? IconFileText
        : IconFile;
  return <Icon size={16} stroke={1.5} aria-hidden="true" />;
}
