import { industriesOf } from '#core/selection/industries.ts';
import type { PeerRules } from './quality-rules.ts';

/** What makes consortia alike: what the park says of its leading industries, and how many members there are. */
export type PeerTraits = { id: string; industries: string; members: number };

/** A group of consortia as people know it; `ids` are all that are in it, the asked one too. */
export type PeerGroup = { label: string; ids: readonly string[] };

/** The groups a consortium may be compared in, the most alike first: leading industry and size, industry, size, all. */
export function groupLabels({ industries, members }: Omit<PeerTraits, 'id'>, rules: PeerRules): readonly string[] {
  const industry = industriesOf(industries)[0] ?? rules.other;
  const size = rules.sizes.findLast(({ from }) => members >= from)?.label ?? rules.sizes[0]?.label ?? '';
  return [`${industry}·${size}`, industry, size, rules.all];
}

/**
 * The group of each consortium: the most alike one with at least `least` others, so that no member of it can be recognised by what is told of the
 * group. None where there are not so many consortia at all. The order of the consortia never matters.
 */
export function groupPeers(all: readonly PeerTraits[], rules: PeerRules): ReadonlyMap<string, PeerGroup> {
  const groups = new Map<string, string[]>();
  const labels = new Map<string, readonly string[]>();
  for (const one of all.toSorted((a, b) => (a.id < b.id ? -1 : 1))) {
    const own = groupLabels(one, rules);
    labels.set(one.id, own);
    for (const label of own) {
      const ids = groups.get(label);
      if (ids) ids.push(one.id);
      else groups.set(label, [one.id]);
    }
  }
  return new Map(
    [...labels].flatMap(([id, own]) => {
      const label = own.find((each) => (groups.get(each)?.length ?? 0) > rules.least);
      return label === undefined ? [] : [[id, { label, ids: groups.get(label) ?? [] }] as const];
    }),
  );
}
