import type { Catalogue, CatalogueId, CatalogueItem } from '#core/catalogue/catalogue.ts';
import divisions from './divisions-2023.json' with { type: 'json' };
import majors from './majors-2021.json' with { type: 'json' };

/** The national code lists that the program ships with; newer editions are imported. */
export const catalogues: Readonly<Record<CatalogueId, Catalogue>> = {
  major: {
    id: 'major',
    title: '职业教育专业目录',
    editions: [{ title: '职业教育专业目录（2021年）', validFrom: '2021-03-12', items: itemsOf(majors) }],
  },
  // The list of occupations is not at hand: what is typed is kept as it is, until the list is imported.
  occupation: { id: 'occupation', title: '职业分类', editions: [] },
  division: {
    id: 'division',
    title: '行政区划',
    editions: [{ title: '行政区划代码 GB/T 2260（2023年）', validFrom: '2023-01-01', items: itemsOf(divisions) }],
  },
};

/** Rows of `[code, name, level, pinyin, initials]`. */
function itemsOf(rows: readonly (readonly string[])[]): readonly CatalogueItem[] {
  return rows.map(([code = '', name = '', level = '', pinyin = '', initials = '']) => ({
    code,
    name,
    ...(level === '' ? {} : { level }),
    pinyin,
    initials,
  }));
}
