import { createHash } from 'node:crypto';
import type { Actor } from '#server/access/actor.ts';
import type { Database } from '#server/db/database.ts';
import { type Cube, keepCube } from './cube.ts';
import { keepGrants, type Sight, sightOf } from './sight.ts';

/** An answer as it is sent; `etag` is another one whenever it is. */
export type Kept = { body: Buffer; etag: string };

/** Answers about the cube, each made once until something changes. */
export type Monitoring = {
  /** What a person sees, with everything written before the call. */
  seen: (actor: Actor) => Promise<{ cube: Cube; sight: Sight }>;
  /** `key` names what is asked; `make` says the same of everybody with the same sight. */
  answer: (actor: Actor, key: string, make: (cube: Cube, sight: Sight) => Buffer | Promise<Buffer>) => Promise<Kept>;
};

const keepAtMost = 5000;

export function keepMonitoring(db: Database): Monitoring {
  const cubes = keepCube(db);
  const grantsOf = keepGrants(db);
  let version = -1;
  const sights = new Map<string, Sight>();
  const answers = new Map<string, Kept>();

  async function seen(actor: Actor): Promise<{ cube: Cube; sight: Sight }> {
    const [cube, grants] = await Promise.all([cubes.fresh(), grantsOf(actor)]);
    if (cube.version > version) {
      version = cube.version;
      sights.clear();
      answers.clear();
    }
    const key = grants.map(({ unitId }) => unitId).join();
    const sight = sights.get(key) ?? sightOf(cube, grants);
    if (cube.version === version) sights.set(key, sight);
    return { cube, sight };
  }

  return {
    seen,
    answer: async (actor, asked, make) => {
      const { cube, sight } = await seen(actor);
      const day = Math.floor((Date.now() + 8 * 3_600_000) / 86_400_000);
      const key = `${day} ${asked} ${sight.key}`;
      const known = answers.get(key);
      if (known) return known;
      const body = await make(cube, sight);
      const kept = { body, etag: `"${createHash('sha256').update(body).digest('base64url').slice(0, 27)}"` };
      if (answers.size >= keepAtMost) answers.clear();
      if (cube.version === version) answers.set(key, kept);
      return kept;
    },
  };
}
