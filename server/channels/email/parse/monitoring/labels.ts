export interface AlertText {
  subject: string;
  text: string;
}

/** "Host:     web1", "instance = web1:9100": what monitoring systems write a line a fact. Lower-case name -> first value. */
export function readLabels(text: string): Map<string, string> {
  const labels = new Map<string, string>();
  for (const line of text.slice(0, 20_000).split("\n").slice(0, 200)) {
    const match = /^[\s*>•-]{0,20}([\p{L}][\p{L}\p{N} _./()-]{0,40}?)\s{0,20}[:=]\s{0,20}(\S.{0,500})$/u.exec(line);
    const [, name = "", value = ""] = match ?? [];
    if (name && !labels.has(name.toLowerCase())) labels.set(name.toLowerCase(), value.trim());
  }
  return labels;
}

export const firstOf = (labels: Map<string, string>, names: readonly string[]): string | null =>
  names.map((name) => labels.get(name)).find((value) => value !== undefined) ?? null;

/** As the three languages of our monitoring mails name them. */
export const hostNames = ["host", "host name", "hostname", "хост", "узел", "узел сети", "сервер", "hostitel", "stroj"];
export const serviceNames = ["service", "служба", "сервис", "služba"];
export const severityNames = [
  "severity",
  "trigger severity",
  "важность",
  "серьёзность",
  "критичность",
  "závažnost",
  "závažnost spouštěče",
];
