import type { Answers } from '#core/form/answers.ts';
import type { Form } from '#core/form/form.ts';
import { digestDraft } from '#documents/print/digest-answers.ts';
import { verifiedMark } from '#documents/print/verified-mark.ts';
import { printedParts } from './printed-parts.ts';
import { facesFor, setForm } from './typst.ts';

/** What a frozen revision carries on each page: its digest (SHA-256, hex) and the moment it was taken (ISO 8601). */
export type Seal = {
  digest: string;
  takenAt: string;
  /** These are not the revision's answers but those that the province verified of it. */
  isVerified?: boolean;
};

/**
 * The form as a PDF, from its layout alone. With a `seal` each page's foot tells the revision's digest and time; without one it says 草稿
 * and the digest of the answers; of a verified form it says so. The same input always gives the same bytes on a machine: nothing of the moment of printing stands in them.
 */
export function renderPdf(form: Form, answers: Answers, seal?: Seal): Uint8Array {
  return setForm({
    title: form.title,
    page: form.page,
    ...facesFor(form.page.face),
    seal: seal?.isVerified
      ? verifiedLine(seal, digestDraft(answers))
      : seal
        ? sealLine(seal)
        : draftLine(digestDraft(answers)),
    parts: printedParts(form, answers),
  });
}

/** Starts Typst, reads the template and opens the fonts, so that the first real document is as fast as the next. */
export function warmPdf(): void {
  renderPdf(oneWord, {});
}

const oneWord: Form = {
  title: '推荐书',
  fields: {},
  page: {
    paper: { width: 210, height: 297 },
    margins: { top: 25, bottom: 25, inner: 25, outer: 20, gutter: 5 },
    face: '仿宋_GB2312',
    latinFace: '仿宋_GB2312',
    size: 12,
    linePitch: 16,
    clauses: { font: '', size: '', line: '', paper: '', length: '' },
  },
  parts: [{ id: 'word', title: '推荐书', blocks: [{ kind: 'heading' }], groups: [] }],
};

/** The foot of each page, of the last page, and the document's own date (UTC), which a draft has none of. */
type SealLine = { line: string; full: string; date: Record<string, number> | null };

const shortDigest = 16;

function sealLine({ digest, takenAt }: Seal): SealLine {
  const moment = new Date(takenAt);
  const line = (shown: string) => `校验码 SHA-256 ${shown}　${shanghai.format(moment)}（北京时间）`;
  return { line: line(digest.slice(0, shortDigest)), full: line(digest), date: dateParts(moment) };
}

function verifiedLine({ digest, takenAt }: Seal, verified: string): SealLine {
  const line = (shown: string) => `${verifiedMark(digest)}　核实内容摘要 SHA-256 ${shown}`;
  return { line: line(verified.slice(0, shortDigest)), full: line(verified), date: dateParts(new Date(takenAt)) };
}

function draftLine(digest: string): SealLine {
  const line = (shown: string) => `草稿　填报内容摘要 SHA-256 ${shown}`;
  return { line: line(digest.slice(0, shortDigest)), full: line(digest), date: null };
}

const shanghai = new Intl.DateTimeFormat('zh-CN', {
  timeZone: 'Asia/Shanghai',
  hourCycle: 'h23',
  year: 'numeric',
  month: 'long',
  day: 'numeric',
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
});

function dateParts(moment: Date): Record<string, number> {
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = moment
    .toISOString()
    .split(/[-T:.Z]/)
    .map(Number);
  return { year, month, day, hour, minute, second };
}
