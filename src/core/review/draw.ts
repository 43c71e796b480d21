import { canonicalJson } from '#core/form/canonical-json.ts';

/** A part of the pool from which so many are drawn. */
export type Stratum = { label: string; count: number };

/** `stratum` is the place of its stratum in the order's list. */
export type PoolMember = { id: string; stratum: number };

/** What is fixed and told before the seed is known. */
export type DrawOrder = { strata: readonly Stratum[]; pool: readonly PoolMember[] };

/** `position` counts from 1 within the stratum; those not drawn are its reserve, in this order. */
export type DrawnExpert = PoolMember & { position: number; isDrawn: boolean };

/** A draw as it is published; what `verifyDraw` repeats. */
export type PublishedDraw = DrawOrder & {
  poolDigest: string;
  commitment: string;
  seed: string;
  drawn: readonly string[];
  /** By stratum, in the order in which they come up. */
  reserve: readonly (readonly string[])[];
};

/** SHA-256 of a text, hexadecimal. */
export type Digest = (text: string) => string;

/** The digest of strata and pool, in whatever order the pool is told. */
export function poolDigestOf({ strata, pool }: DrawOrder, digest: Digest): string {
  return digest(canonicalJson({ strata, pool: [...pool].sort(byId) }));
}

/**
 * 随机抽取: each stratum in the order of its members' digests with the seed; the first are drawn, the others wait in that order. Pool and the
 * seed's digest are told before the seed, so nobody can choose who is drawn, and anyone can draw the same again.
 */
export function drawExperts({ strata, pool }: DrawOrder, seed: string, digest: Digest): readonly DrawnExpert[] {
  const keyed = pool.map((member) => ({ ...member, key: digest(`${seed}:${member.id}`) }));
  return strata.flatMap(({ count }, stratum) =>
    keyed
      .filter((member) => member.stratum === stratum)
      .sort((one, other) => (one.key < other.key ? -1 : 1))
      .map(({ id }, at) => ({ id, stratum, position: at + 1, isDrawn: at < count })),
  );
}

/** What of a draw is published once it is done. */
export function resultOf(
  drawn: readonly DrawnExpert[],
  strata: readonly Stratum[],
): Pick<PublishedDraw, 'drawn' | 'reserve'> {
  return {
    drawn: drawn.filter(({ isDrawn }) => isDrawn).map(({ id }) => id),
    reserve: strata.map((_, stratum) =>
      drawn.filter((each) => each.stratum === stratum && !each.isDrawn).map(({ id }) => id),
    ),
  };
}

/** What a published draw claims and a repetition does not find. */
export type DrawFault = 'pool-changed' | 'seed-changed' | 'result-differs';

/** Repeats a published draw; no faults where everything agrees. */
export function verifyDraw(published: PublishedDraw, digest: Digest): readonly DrawFault[] {
  const again = resultOf(drawExperts(published, published.seed, digest), published.strata);
  const told = { drawn: published.drawn, reserve: published.reserve };
  return [
    ...(poolDigestOf(published, digest) === published.poolDigest ? [] : (['pool-changed'] as const)),
    ...(digest(published.seed) === published.commitment ? [] : (['seed-changed'] as const)),
    ...(canonicalJson(again) === canonicalJson(told) ? [] : (['result-differs'] as const)),
  ];
}

const byId = (one: PoolMember, other: PoolMember) => (one.id < other.id ? -1 : 1);
