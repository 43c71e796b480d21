import type { Actor } from '#server/access/actor.ts';
import type { ExampleUnits } from './make-example-units.ts';

/** Who plays in the first consortium: its secretary, and the reporters of a member of each of two categories. */
export type Cast = { secretary: Actor; enterprise: Actor; higherVocational: Actor };

export function firstCast(units: ExampleUnits): Cast {
  return {
    secretary: units.actor('secretariat1@shili.example'),
    higherVocational: units.actor('member1@shili.example'),
    enterprise: units.actor('firm1@shili.example'),
  };
}
