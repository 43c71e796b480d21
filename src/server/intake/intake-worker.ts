import { buffer } from 'node:stream/consumers';
import { answersFile } from '#core/verification/disc-answers.ts';
import { DiscFault } from '#documents/disc/disc-fault.ts';
import { type ImageFile, readImage, readImageFile } from '#documents/disc/read-image.ts';
import { type DiscProblem, verifyDisc } from '#documents/disc/verify-disc.ts';
import { inThread, type Report } from '#server/job/job-thread.ts';
import { DiscAnswers, type DiscFinding } from './disc-finding.ts';

/** What is looked into, and how long it is. */
export type IntakeStart = { path: string; bytes: number };

/** Bounds for discs of strangers. */
const largestAnswers = 4 * 2 ** 20;
const mostApplications = 100;
const mostProblems = 1000;

// A thread of its own: a disc of gigabytes is digested beside the requests.
inThread(async ({ path, bytes }: IntakeStart, report: Report): Promise<DiscFinding> => {
  const all = Math.ceil(bytes / 1e6);
  let done = 0;
  try {
    const { manifest, fingerprint, files, problems } = await verifyDisc(path, {
      onDone: ({ pieces }) => {
        done += pieces.reduce((sum, piece) => sum + piece.bytes, 0);
        const megabytes = Math.min(all, Math.ceil(done / 1e6));
        report(megabytes, all, `正在核验：${megabytes} MB，共${all} MB`);
      },
    });
    const { answers, unreadable } = await readAnswers(path, new Set(problems.map((problem) => problem.path)));
    return {
      isReadable: true,
      about: manifest ? aboutOf(manifest) : null,
      fingerprint: fingerprint ?? null,
      fileCount: files,
      problems: [...problems, ...unreadable].slice(0, mostProblems),
      answers,
    };
  } catch (cause) {
    if (!(cause instanceof DiscFault)) throw cause;
    // Without its place: where the server keeps the image concerns nobody.
    const problems = [{ kind: 'unreadable', path: '', message: new DiscFault(cause.code).message }];
    return { isReadable: false, about: null, fingerprint: null, fileCount: 0, problems, answers: [] };
  }
});

function aboutOf({ title, province, batch, madeAt, set }: NonNullable<DiscFinding['about']>) {
  return {
    title,
    ...(province === undefined ? {} : { province }),
    ...(batch === undefined ? {} : { batch }),
    madeAt,
    set,
  };
}

/** The answers on a disc, but for files that it was told to be wrong about. */
async function readAnswers(image: string, wrong: ReadonlySet<string>) {
  const { files } = await readImage(image);
  const answers: DiscFinding['answers'] = [];
  const unreadable: DiscProblem[] = [];
  for (const file of files.filter(({ path }) => path.endsWith(`/${answersFile}`) && !wrong.has(path))) {
    const read = answers.length < mostApplications ? await readOne(image, file) : undefined;
    if (read && !answers.some(({ application }) => application === read.application)) answers.push(read);
    else unreadable.push({ kind: 'manifest', path: file.path, message: '填报数据无法识别，或同一份申报出现两次' });
  }
  return { answers, unreadable };
}

async function readOne(image: string, file: ImageFile): Promise<DiscFinding['answers'][number] | undefined> {
  if (file.size > largestAnswers) return undefined;
  try {
    const bytes = await buffer(readImageFile(image, file));
    return DiscAnswers.safeParse(JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes))).data;
  } catch {
    return undefined;
  }
}
