import { numberText } from '#core/figure/figure-text.ts';
import { decimalOf, decimalText } from '#core/quantity/decimal.ts';

/** What was granted once: to which member, on which day (`YYYY-MM-DD`), how much money in 万元; null where it is none, such as land. */
export type Granted = { memberId: string; grantedOn: string; amountWan: string | null };

export type GrantTotal = { grants: number; members: number; amountWan: string };

/** How often, to how many members, and how much money in all, exactly. */
export function totalOf(grants: readonly Granted[]): GrantTotal {
  return {
    grants: grants.length,
    members: new Set(grants.map(({ memberId }) => memberId)).size,
    amountWan: decimalText(grants.reduce((sum, { amountWan }) => sum + decimalOf(amountWan ?? '0'), 0n)),
  };
}

/** Totals of each field and year, fields in their order and the latest year first. */
export function totalsBy<G extends Granted & { field: string }>(
  grants: readonly G[],
  fields: readonly string[],
): readonly (GrantTotal & { field: string; year: number })[] {
  const groups = Map.groupBy(grants, ({ field, grantedOn }) => `${grantedOn.slice(0, 4)} ${field}`);
  const places = new Map(fields.map((field, at) => [field, at]));
  return [...groups.values()]
    .flatMap((group) => {
      const [first] = group;
      return first ? [{ field: first.field, year: Number(first.grantedOn.slice(0, 4)), ...totalOf(group) }] : [];
    })
    .sort((one, other) => other.year - one.year || (places.get(one.field) ?? 0) - (places.get(other.field) ?? 0));
}

/** 落实情况 of a policy, as its ledger entry says it: computed from what was granted, and of nothing else. */
export function implementationText(grants: readonly Granted[]): string {
  if (grants.length === 0) return '尚未兑现';
  const { members, amountWan } = totalOf(grants);
  const parts = [`已兑现${grants.length}项，惠及${members}家单位`];
  if (amountWan !== '0') {
    const years = [...Map.groupBy(grants, ({ grantedOn }) => grantedOn.slice(0, 4))]
      .sort(([one], [other]) => one.localeCompare(other))
      .map(([year, group]) => `${year}年${numberText(totalOf(group).amountWan)}万元`);
    parts.push(`资金${numberText(amountWan)}万元${years.length > 1 ? `（${years.join('，')}）` : ''}`);
  }
  return parts.join('，');
}
