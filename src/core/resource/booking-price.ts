/** Fen for a time at a price in fen an hour, half a fen rounded up. `minutes` is whole. */
export function amountFor(pricePerHour: bigint, minutes: number): bigint {
  return (pricePerHour * BigInt(minutes) + 30n) / 60n;
}
