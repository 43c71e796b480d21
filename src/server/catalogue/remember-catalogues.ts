import {
  type Catalogue,
  type CatalogueId,
  type CatalogueItem,
  type Edition,
  findItem,
} from '#core/catalogue/catalogue.ts';
import { isIsbn } from '#core/quantity/isbn.ts';
import { catalogues as shipped } from '#packs/catalogues/catalogues.ts';
import type { Database } from '#server/db/database.ts';

export type Catalogues = {
  /** A list with all its editions, shipped and imported. */
  of: (id: CatalogueId) => Catalogue;
  /** Whether any edition knows what was typed; what has no list at all is taken as it is. */
  isListed: (id: 'major' | 'occupation', typed: string) => boolean;
  /** The code of what was typed, in the newest edition that knows it. */
  codeOf: (id: 'major' | 'occupation', typed: string) => string | undefined;
  /** The name that the newest edition with that code gives it. */
  nameOf: (id: CatalogueId, code: string) => string | undefined;
  isIsbn: (text: string) => boolean;
  /** Reads the imported editions again. */
  refresh: () => Promise<void>;
};

/** The code lists of the installation, in memory: shipped ones and those imported, which every process hears of. */
export async function rememberCatalogues(db: Database): Promise<Catalogues> {
  let imported = new Map<string, readonly Edition[]>();
  const found = new Map<string, CatalogueItem | undefined>();
  const names = new Map<CatalogueId, ReadonlyMap<string, string>>();
  const refresh = async () => {
    const rows = await db.asOwner((tx) =>
      tx
        .selectFrom('catalogue_edition')
        .select(['catalogue', 'title', 'valid_from', 'valid_to', 'items'])
        .orderBy('valid_from')
        .execute(),
    );
    const editions = rows.map((row) => ({
      catalogue: row.catalogue,
      edition: {
        title: row.title,
        validFrom: row.valid_from,
        ...(row.valid_to === null ? {} : { validTo: row.valid_to }),
        items: row.items as Edition['items'],
      },
    }));
    imported = new Map(
      [...Map.groupBy(editions, ({ catalogue }) => catalogue)].map(([id, list]) => [
        id,
        list.map(({ edition }) => edition),
      ]),
    );
    found.clear();
    names.clear();
  };
  await refresh();
  db.bus.hear('lianheti_catalogue', () => void refresh().catch(() => {}));
  db.bus.onLost(() => void refresh().catch(() => {}));
  const of = (id: CatalogueId): Catalogue => ({
    ...shipped[id],
    editions: [...shipped[id].editions, ...(imported.get(id) ?? [])],
  });
  const find = (id: CatalogueId, typed: string): CatalogueItem | undefined => {
    const key = `${id}\n${typed}`;
    if (found.has(key)) return found.get(key);
    const items = of(id).editions.map((edition) => findItem(edition, typed));
    const item = items.findLast((each) => each !== undefined);
    if (found.size > 20_000) found.clear();
    found.set(key, item);
    return item;
  };
  return {
    of,
    refresh,
    isIsbn,
    nameOf: (id, code) => {
      const known =
        names.get(id) ?? new Map(of(id).editions.flatMap(({ items }) => items.map((item) => [item.code, item.name])));
      names.set(id, known);
      return known.get(code);
    },
    isListed: (id, typed) => of(id).editions.length === 0 || find(id, typed) !== undefined,
    codeOf: (id, typed) => find(id, typed)?.code,
  };
}
