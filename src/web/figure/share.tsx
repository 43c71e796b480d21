const names = { confirmed: '已确认', oneSided: '单方', disputed: '有争议' } as const;

type Shares = Readonly<Record<keyof typeof names, { entries: number }>>;

/** How far a figure is vouched for, by the number of entries: a bar, and in words for who does not see it. */
export function Share({ shares }: { shares: Shares }) {
  const parts = (Object.keys(names) as (keyof typeof names)[]).filter((standing) => shares[standing].entries > 0);
  const text = parts.map((standing) => `${names[standing]}${shares[standing].entries}条`).join('，');
  return (
    <span className="share" role="img" aria-label={text} title={text}>
      {parts.map((standing) => (
        <span key={standing} className={standing} style={{ flexGrow: shares[standing].entries }} />
      ))}
    </span>
  );
}
