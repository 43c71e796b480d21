const places = { below: '低于中间一半', within: '在中间一半', above: '高于中间一半' } as const;

/** Where a value lies among like ones: in words, and as a mark on the band of their middle half. */
export function BandPlace(props: {
  place: keyof typeof places | null;
  band: { low: number; high: number } | null;
  value: number | null;
}) {
  const { place, band, value } = props;
  return (
    <>
      {place === null ? '—' : places[place]}
      {band && <Band {...band} own={value} />}
    </>
  );
}

/** The words beside it say the same. */
function Band({ low, high, own }: { low: number; high: number; own: number | null }) {
  const most = Math.max(high * 1.5, own ?? 0) || 1;
  const at = (value: number) => `${(value / most) * 100}%`;
  return (
    <span className="band" aria-hidden>
      <span className="middle-half" style={{ left: at(low), width: at(high - low) }} />
      {own !== null && <span className="own" style={{ left: at(own) }} />}
    </span>
  );
}
