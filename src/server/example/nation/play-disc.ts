import { copyFile, mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Config } from '#server/config.ts';
import { jobFolder, resultPart } from '#server/job/job-folder.ts';
import { orderPackage } from '#server/package/make-package.ts';
import { jobDone } from './job-done.ts';
import type { NationPlay } from './nation-play.ts';

/** A figure of an application as its file on the disc says it: found once in an image that holds the file as it is. */
const told = '"noViolations": true';

/** Where the discs of the example lie, to be verified with `lianheti disc verify` or handed to the ministry's intake. */
export function exampleDiscs({ dataDir }: Pick<Config, 'dataDir'>): { intact: string; altered: string } {
  const folder = join(dataDir, 'discs');
  return { intact: join(folder, '推荐材料.iso'), altered: join(folder, '推荐材料（改动一字节）.iso') };
}

/** 光盘: the first province's signed disc, and a copy in which one byte of one file is another. */
export async function playDisc({ context, units }: NationPlay): Promise<void> {
  const { config } = context;
  const officer = units.actor('province-1');
  const ref = { batchId: units.batchId, unitId: units.provinces[0] ?? '' };
  const jobId = await orderPackage(context, officer, ref, { as: 'disc', medium: '4.7GB' });
  await jobDone(context, officer, jobId);
  const { intact, altered } = exampleDiscs(config);
  await mkdir(join(config.dataDir, 'discs'), { recursive: true });
  await copyFile(join(jobFolder(config, jobId), resultPart(1)), intact);
  const image = await readFile(intact);
  const at = image.indexOf(told);
  if (at < 0) throw new Error('the disc does not hold the answers as text');
  // "true" becomes "tsue": a byte that nobody would see on paper.
  image[at + told.indexOf('rue')] = 's'.charCodeAt(0);
  await writeFile(altered, image);
}
