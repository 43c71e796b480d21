import { readFileSync } from 'node:fs';
import { facesFor, setTemplate } from '#documents/pdf/typst.ts';
import type { Spine } from './spine.ts';

/** What stands on a volume; `day` as people write it. */
export type VolumeCover = {
  title: string;
  consortium: string;
  province: string;
  batch: string;
  day: string;
  spine: Spine;
};

/** No letter can be read on a narrower back. */
const narrowestMm = 5;

let template: string | undefined;

/** A volume's cover (A4), and on a second page the strip for its back in its true size. */
export function renderVolumeCover(cover: VolumeCover): Uint8Array {
  template ??= readFileSync(new URL('volume-cover.typ', import.meta.url), 'utf8');
  return setTemplate(template, { ...facesFor('仿宋_GB2312'), ...cover, narrowest: narrowestMm });
}
