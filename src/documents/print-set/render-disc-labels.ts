import { readFileSync } from 'node:fs';
import { fingerprintOf } from '#documents/disc/disc-keys.ts';
import type { Manifest } from '#documents/disc/manifest.ts';
import { officialDay } from '#documents/official/official-document.ts';
import { facesFor, setTemplate } from '#documents/pdf/typst.ts';

const groupsOfLine = 8;
const shortSet = 12;

let template: string | undefined;

/** A sheet of labels (A4, two of 117 mm on each) for the discs of these manifests. */
export function renderDiscLabels(manifests: readonly Manifest[]): Uint8Array {
  template ??= readFileSync(new URL('disc-labels.typ', import.meta.url), 'utf8');
  return setTemplate(template, {
    ...facesFor('仿宋_GB2312'),
    discs: manifests.map(({ title, province = '', batch = '', madeAt, set, keys }) => {
      const groups = fingerprintOf(keys).split(' ');
      return {
        title,
        province,
        batch,
        day: officialDay(new Date(madeAt)),
        part: `第${set.part}张，共${set.of}张`,
        set: set.id.slice(0, shortSet),
        fingerprint: [groups.slice(0, groupsOfLine).join(' '), groups.slice(groupsOfLine).join(' ')],
      };
    }),
  });
}
