import { randomUUID } from 'node:crypto';
import { rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { type OfficialBlock, officialDay } from '#documents/official/official-document.ts';
import { renderOfficialDocx } from '#documents/official/render-official-docx.ts';
import type { Actor } from '#server/access/actor.ts';
import { recordAudit } from '#server/audit/record-audit.ts';
import type { Context } from '#server/context.ts';
import { readFindings } from '#server/finding/findings.ts';
import { readTeam } from './view-visit.ts';
import { readPoints } from './visit-points.ts';
import { readVisited } from './visit-row.ts';

type SeenFile = Awaited<ReturnType<typeof readFindings>>[number]['files'][number];

/** Photos of a report, in bytes in all: a document that no mail program takes helps nobody. */
const mostPictures = 60 * 2 ** 20;

const outcomes: Readonly<Record<string, string>> = { settled: '已核清', unsettled: '仍有问题' };

/** The visitors' joint report as it stands: what was looked at, what was found with its photographs, what they conclude. */
export async function writeVisitReport(
  context: Context,
  actor: Actor,
  applicationId: string,
): Promise<{ bytes: Buffer; name: string }> {
  const { row, office, team, points, findings } = await context.db.readAs(actor, async (tx) => {
    const found = await readVisited(tx, applicationId);
    const batch = tx.selectFrom('batch').innerJoin('unit', 'unit.id', 'batch.unit_id').select('unit.name');
    return {
      row: found,
      office: (await batch.where('batch.id', '=', found.batch_id).executeTakeFirstOrThrow()).name,
      team: await readTeam(tx, found),
      points: await readPoints(tx, found),
      findings: await readFindings(tx, found, 'visit'),
    };
  });
  await context.db.asActor(actor, (tx) =>
    recordAudit(tx, row.consortium_id, 'visit.report-exported', row.id, { version: row.visit.version }),
  );
  const { visit } = row;
  const body: OfficialBlock[] = [
    { kind: 'heading', text: '一、考察情况' },
    paragraph(`考察对象：${row.consortium}（${row.batch}，第${row.latest_revision}版材料）。`),
    paragraph(`考察时间和地点：${dayText(visit.day)}${visit.city === '' ? '' : `，${visit.city}`}。`),
    paragraph(`考察人员：${team.map(({ name }) => name).join('、') || '尚未选派'}。`),
    paragraph(`考察缘由：${visit.reason}`),
    { kind: 'heading', text: '二、核对情况' },
    points.length === 0
      ? paragraph('没有需要核对的问题。')
      : {
          kind: 'table',
          head: ['序号', '需要核对的问题', '结论', '说明'],
          widths: [6, 40, 12, 30],
          rows: points.map(({ text, outcome, note }, at) => [
            String(at + 1),
            text,
            outcomes[outcome ?? ''] ?? '未核对',
            note,
          ]),
        },
    { kind: 'heading', text: '三、现场发现' },
    ...(findings.length === 0 ? [paragraph('没有现场发现。')] : []),
  ];
  let left = mostPictures;
  for (const [at, { text, place, seenAt, by, files }] of findings.entries()) {
    body.push(
      paragraph(`${at + 1}．${text}（${[place, officialDay(new Date(seenAt)), by].filter(Boolean).join('，')}）`),
    );
    for (const file of files) {
      left -= file.bytes;
      body.push(left < 0 ? paragraph(`附件：${file.name}`) : await blockOf(context, file));
    }
  }
  body.push({ kind: 'heading', text: '四、考察意见' }, paragraph(visit.conclusion || '（尚未写明）'));
  const bytes = await renderOfficialDocx({
    title: `${row.consortium}实地考察报告`,
    body,
    from: office,
    day: officialDay(visit.ended_at ?? row.now),
  });
  return { bytes: Buffer.from(bytes), name: `${row.consortium}实地考察报告.docx` };
}

const paragraph = (text: string): OfficialBlock => ({ kind: 'paragraph', text });

const dayText = (day: string | null) => (day === null ? '日期未定' : officialDay(new Date(`${day}T00:00:00+08:00`)));

/** A photograph as Word can show it; any other file by its name. */
async function blockOf({ files, documents }: Context, { digest, name, mediaType }: SeenFile): Promise<OfficialBlock> {
  const kind = mediaType === 'image/jpeg' ? 'jpg' : mediaType === 'image/png' ? 'png' : undefined;
  if (kind === undefined) return paragraph(`附件：${name}`);
  const bytes = await buffer(await files.get(digest));
  const path = join(tmpdir(), `lianheti-photo-${randomUUID()}`);
  await writeFile(path, bytes);
  const { width, height } = await documents.examine(path, name).finally(() => rm(path, { force: true }));
  return { kind: 'picture', bytes, type: kind, width: width ?? 4, height: height ?? 3, caption: name };
}
