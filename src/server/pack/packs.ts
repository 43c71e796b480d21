import { createHash } from 'node:crypto';
import { canonicalJson } from '#core/form/canonical-json.ts';
import type { Pack } from '#core/pack/pack.ts';
import { packs as shipped } from '#packs/packs.ts';
import type { Database } from '#server/db/database.ts';

export type StoredPack = { digest: string; pack: Pack /** The JSON text that the digest covers. */; text: string };

/** Packs by digest, as they were when applications were pinned to them, and by id as this version ships them. */
export type Packs = {
  byDigest: (digest: string) => Promise<StoredPack>;
  byId: (id: string) => StoredPack | undefined;
  shipped: readonly StoredPack[];
};

/** Stores the packs of this version that are not stored yet. */
export async function openPacks(db: Database): Promise<Packs> {
  const own = [...shipped.values()].map(pinned);
  const known = new Map(own.map((stored) => [stored.digest, stored]));
  await db.asOwner((tx) =>
    tx
      .insertInto('pack')
      .values(own.map(({ digest, pack, text }) => ({ digest, pack_id: pack.id, content: text })))
      .onConflict((conflict) => conflict.doNothing())
      .execute(),
  );
  return {
    shipped: own,
    byId: (id) => own.find(({ pack }) => pack.id === id),
    byDigest: async (digest) => {
      const stored = known.get(digest);
      if (stored) return stored;
      const row = await db.asOwner((tx) =>
        tx.selectFrom('pack').select('content').where('digest', '=', digest).executeTakeFirstOrThrow(),
      );
      const older = pinned(packOfContent(row.content));
      known.set(digest, older);
      return older;
    },
  };
}

/** A pack as stored and its digest: SHA-256 over its canonical JSON, which any JSON store gives back. */
function pinned(pack: Pack): StoredPack {
  const text = canonicalJson(pack);
  return { digest: createHash('sha256').update(text).digest('hex'), pack, text };
}

/** The database holds only what `openPacks` wrote there. */
export function packOfContent(content: unknown): Pack {
  if (isPack(content)) return content;
  throw new Error('a stored pack is not a pack');
}

function isPack(content: unknown): content is Pack {
  return (
    typeof content === 'object' && content !== null && 'form' in content && 'checks' in content && 'workflow' in content
  );
}
