import type { Context } from '#server/context.ts';
import type { NationExpert } from './make-experts.ts';
import type { Nation } from './make-nation.ts';
import type { NationUnits } from './nation-units.ts';

/** A nation that is being played: what it is made of, and what has come of it so far. */
export type NationPlay = {
  context: Context;
  nation: Nation;
  units: NationUnits;
  readers: number;
  /** The directory by id. */
  experts: ReadonlyMap<string, NationExpert>;
  /** Ids of applications by their consortium's number. */
  applications: Map<number, string>;
  /** Numbers of consortia that did not pass the formal review. */
  rejected: Set<number>;
};

/** The application of a consortium. Throws where it has none yet. */
export function applicationOf({ applications }: NationPlay, consortium: number): string {
  const id = applications.get(consortium);
  if (id === undefined) throw new Error(`consortium ${consortium} has not applied`);
  return id;
}
