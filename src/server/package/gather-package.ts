import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { answersFile, type DiscAnswers } from '#core/verification/disc-answers.ts';
import { discNameOf } from '#documents/disc/disc-names.ts';
import { frozenDocument } from '#server/application/frozen-document.ts';
import type { Context } from '#server/context.ts';
import type { ActingPerson } from '#server/db/database.ts';
import { recommendationDocument } from '#server/recommendation/recommendation-documents.ts';
import { type ChosenPiece, gatherPieces } from '#server/volume/gather-pieces.ts';
import { auditExtract } from './audit-extract.ts';
import { bookletOf } from './booklet.ts';
import { hasOpinionPage, opinionPage } from './opinion-page.ts';
import type { PackageItem, ProvincePackage } from './read-package.ts';
import type { SignedPaper } from './signed-papers.ts';
import { readVerificationFacts, verificationRecord } from './verification-record.ts';

/** A file of the package by its path there: set already, or in the file store. */
export type GatheredFile = { path: string; size: number } & ({ file: string } | { digest: string });

/** An application's supporting materials, still to be bound, and the folder into which the volume goes. */
export type GatheredVolume = { folder: string; consortium: string; pieces: readonly ChosenPiece[] };

export type GatheredPackage = { files: readonly GatheredFile[]; volumes: readonly GatheredVolume[] };

type Writer = (path: string, bytes: Uint8Array | string) => Promise<GatheredFile>;

const extensions: Readonly<Record<string, string>> = {
  'image/png': 'png',
  'image/jpeg': 'jpg',
  'image/webp': 'webp',
  'application/pdf': 'pdf',
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document': 'docx',
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet': 'xlsx',
  'text/csv': 'csv',
};

/**
 * Everything that a province hands in, each thing by its path on the disc; what must be set is set into `folder`. `isForPrinting` adds the booklets to
 * be printed, which no disc needs.
 */
export async function gatherPackage(
  context: Context,
  actor: ActingPerson,
  found: ProvincePackage,
  papers: readonly SignedPaper[],
  { folder, isForPrinting }: { folder: string; isForPrinting: boolean },
): Promise<GatheredPackage> {
  const write: Writer = async (path, bytes) => {
    const file = join(folder, path);
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, bytes);
    return { path, size: Buffer.byteLength(bytes), file };
  };
  const files: GatheredFile[] = [];
  const volumes: GatheredVolume[] = [];
  for (const document of ['letter.docx', 'summary.xlsx', 'summary.docx'] as const) {
    const order = { id: found.batch.id, unitId: found.unit.id, document };
    const { bytes, name } = await recommendationDocument(context, actor, order);
    files.push(await write(name, bytes));
  }
  files.push(...scansOf(papers, null, ''));
  files.push(await write('审计记录摘录.json', await auditExtract(context.db, found)));
  for (const item of found.items) {
    const at = `${item.rank}-${discNameOf(item.consortium)}`;
    files.push(...(await documentsOf(context, actor, found, item, at, write)));
    if (isForPrinting)
      files.push(await write(`${at}/打印/推荐书（双面打印）.pdf`, await bookletOf(context, actor, item)));
    files.push(...scansOf(papers, item.id, `${at}/`));
    const choice = { consortiumId: item.consortiumId, ids: undefined, points: undefined };
    const pieces = await gatherPieces(context, actor, choice);
    if (pieces.length > 0) volumes.push({ folder: `${at}/支撑材料`, consortium: item.consortium, pieces });
    files.push(...pieces.map((piece, index) => originalOf(piece, index + 1, at)));
  }
  return { files, volumes };
}

async function documentsOf(
  context: Context,
  actor: ActingPerson,
  found: ProvincePackage,
  item: PackageItem,
  at: string,
  write: Writer,
): Promise<readonly GatheredFile[]> {
  const files: GatheredFile[] = [];
  for (const kind of ['docx', 'pdf'] as const) {
    const form = await frozenDocument(context, actor, item.id, item.number, kind);
    files.push(await write(`${at}/推荐书（第${item.number}版）.${kind}`, form.bytes));
    if (!hasOpinionPage(item)) continue;
    const { bytes, title } = await opinionPage(context, item, kind);
    files.push(await write(`${at}/${title}.${kind}`, bytes));
  }
  const facts = await context.db.readAs(actor, (tx) => readVerificationFacts(context, tx, item));
  files.push(await write(`${at}/核实记录.docx`, await verificationRecord(item, facts, found)));
  const { id, consortium, number, digest, answers, verified } = item;
  const said: DiscAnswers = {
    format: 'lianheti-answers',
    application: id,
    consortium,
    revision: number,
    digest,
    answers,
    verified,
  };
  files.push(await write(`${at}/${answersFile}`, `${JSON.stringify(said, null, 2)}\n`));
  return files;
}

const scanTitles: Readonly<Record<SignedPaper['kind'], string>> = {
  form: '推荐书',
  opinion: '意见页',
  letter: '推荐函',
};

function scansOf(papers: readonly SignedPaper[], applicationId: string | null, at: string): readonly GatheredFile[] {
  return papers
    .filter((paper) => paper.applicationId === applicationId)
    .map(({ kind, digest, mediaType, bytes }, index) => ({
      path: `${at}签字盖章/${index + 1}-${scanTitles[kind]}.${extensions[mediaType] ?? 'bin'}`,
      size: bytes,
      digest,
    }));
}

function originalOf({ title, mediaType, digest, bytes }: ChosenPiece, number: number, at: string): GatheredFile {
  const name = `${String(number).padStart(3, '0')} ${discNameOf(title)}.${extensions[mediaType] ?? 'txt'}`;
  return { path: `${at}/支撑材料/原件/${name}`, size: bytes, digest };
}
