import type { Actor } from '#server/access/actor.ts';
import type { Context } from '#server/context.ts';
import type { ExampleMember } from '#server/example/example-members.ts';
import type { Cast } from '#server/example/first-cast.ts';

/** Who plays on the platforms of the first consortium, and where. */
export type PlatformStage = {
  context: Context;
  cast: Cast;
  consortiumId: string;
  /** The schools and enterprises of the consortium; the first of each has a reporter among the cast. */
  schools: readonly ExampleMember[];
  enterprises: readonly ExampleMember[];
};

/** Who speaks for an enterprise: its own reporter for the first, else the secretariat in its stead. */
export const voiceOf = ({ cast }: PlatformStage, of: number): Actor => (of === 0 ? cast.enterprise : cast.secretary);
