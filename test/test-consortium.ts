import { readFile } from 'node:fs/promises';
import { type Answers, valueAt } from '#core/form/answers.ts';
import { cellsOf } from '#core/form/cells.ts';
import { currentPack } from '#packs/packs.ts';
import { openBatch } from '#server/batch/open-batch.ts';
import type { TestClient } from './test-client.ts';
import type { TestServer } from './test-server.ts';

export type TestConsortium = {
  ministryId: string;
  provinceId: string;
  consortiumId: string;
  batchId: string;
  applicationId: string;
  secretary: TestClient & { personId: string; email: string };
};

/** A nation with one province, one consortium with its secretary, and an application that nobody has filled in yet. */
export async function testConsortium(
  server: TestServer,
  { name = '测试联合体', province = '测试省', deadline = new Date(Date.now() + 3_600_000), ministryId = '' } = {},
): Promise<TestConsortium> {
  const ministry = ministryId || (await server.addUnit('ministry', '测试部', null));
  const provinceId = await server.addUnit('province', province, ministry);
  const consortiumId = await server.addUnit('consortium', name, provinceId);
  const secretary = await server.join('secretariat', consortiumId, `${name}秘书`);
  const batchId = await server.context.db.asOwner(async (tx) => {
    const stored = server.context.packs.byId(currentPack.id);
    if (!stored) throw new Error('the current pack is not stored');
    return openBatch(tx, stored, { unitId: ministry, title: '测试批次', deadline: deadline.toISOString() });
  });
  const begun = await secretary.post(`/api/batches/${batchId}/applications`, { consortiumId });
  if (begun.status !== 201) throw new Error(`no application: ${begun.text}`);
  return { ministryId: ministry, provinceId, consortiumId, batchId, applicationId: begun.body.id, secretary };
}

/** The answers of an example file. */
export async function exampleForm(file: 'perfect' | 'warnings' | 'errors' | 'empty'): Promise<Answers> {
  return JSON.parse(await readFile(new URL(`../examples/${file}.json`, import.meta.url), 'utf8'));
}

/** Answers as changes of cells never answered before. */
export function changesOf(answers: Answers): { cell: string; value: unknown; baseVersion: number }[] {
  return [...cellsOf(currentPack.form).keys()].flatMap((cell) => {
    const value = valueAt(answers, cell);
    return value === undefined ? [] : [{ cell, value, baseVersion: 0 }];
  });
}
