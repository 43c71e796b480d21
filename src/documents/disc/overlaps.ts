/** Bytes of an image that belong to a path. */
export type Span = { path: string; at: number; bytes: number; isFolder: boolean };

/**
 * Paths of files that share bytes with a folder or in part with another file. Two files in exactly the same place are one content told twice, as some programs
 * save room, and no fault.
 */
export function overlaps(spans: readonly Span[]): ReadonlySet<string> {
  const sorted = spans.filter(({ bytes }) => bytes > 0).sort((a, b) => a.at - b.at || a.bytes - b.bytes);
  const found = new Set<string>();
  let widest: Span | undefined;
  for (const span of sorted) {
    if (widest && span.at < widest.at + widest.bytes && !isSamePlace(widest, span)) {
      for (const each of [widest, span]) if (!each.isFolder) found.add(each.path);
      if (widest.isFolder && span.isFolder) found.add(span.path);
    }
    if (!widest || span.at + span.bytes >= widest.at + widest.bytes) widest = span;
  }
  return found;
}

function isSamePlace(one: Span, other: Span): boolean {
  return one.at === other.at && one.bytes === other.bytes && !one.isFolder && !other.isFolder;
}
