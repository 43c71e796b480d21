/** Bytes that fit on a disc of each kind: of two kinds sold under one name (DVD−R and DVD+R) what fits on both. */
const media: Readonly<Record<string, number>> = {
  '650MB': 333_000 * 2048,
  '700MB': 360_000 * 2048,
  '4.7GB': 4_700_372_992,
  '8.5GB': 8_543_666_176,
  '25GB': 25_025_314_816,
  '50GB': 50_050_629_632,
  '100GB': 100_103_356_416,
};

const units: Readonly<Record<string, number>> = { MB: 1e6, GB: 1e9, MIB: 2 ** 20, GIB: 2 ** 30 };

export const mediumNames: readonly string[] = Object.keys(media);

/** Bytes of a medium by its name (`700MB`, `4.7GB`), or of any other size written so (`2GiB`); none for what is neither. */
export function mediumBytes(text: string): number | undefined {
  const written = text.trim().toUpperCase();
  const known = media[written];
  if (known !== undefined) return known;
  const [, amount, unit] = /^(\d{1,6}(?:\.\d{1,3})?)\s*(MB|GB|MIB|GIB)$/.exec(written) ?? [];
  const bytes = Number(amount) * (units[unit ?? ''] ?? Number.NaN);
  return bytes > 0 ? Math.floor(bytes) : undefined;
}
