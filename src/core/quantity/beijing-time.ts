/** `2023-05-29 23:59:59` in Beijing, of a moment in ISO 8601. */
export function beijingTime(iso: string): string {
  return new Date(Date.parse(iso) + 8 * 3_600_000).toISOString().slice(0, 19).replace('T', ' ');
}
