import { type OfficialBlock, type OfficialDocument, officialDay } from '#documents/official/official-document.ts';
import { renderOfficialDocx } from '#documents/official/render-official-docx.ts';
import { writeTable } from '#documents/xlsx/write-table.ts';
import type { Actor } from '#server/access/actor.ts';
import { mustOversee } from '#server/access/must-have-right.ts';
import type { Context } from '#server/context.ts';
import { Refusal } from '#server/http/refusal.ts';
import { type AppraisalKey, type AppraisalRow, readAppraisal, readSubjects, type SubjectRow } from './appraisal-row.ts';
import { appraisalRules, indicatorText } from './scheme.ts';
import { scoreText } from './view-appraisal.ts';

/** Everybody's points by indicator, total, place and grade as an Excel file. Throws `Refusal('not-found')` for who does not oversee it. */
export async function appraisalSheet({ db }: Context, actor: Actor, key: AppraisalKey) {
  const { row, subjects } = await db.readAs(actor, async (tx) => {
    await mustOversee(tx, 'read-appraisal', key.consortiumId);
    return { row: await readAppraisal(tx, key), subjects: await readSubjects(tx, key) };
  });
  const { indicators } = row.content;
  const title = `${row.title}考核结果`;
  const bytes = await writeTable({
    title: `${title}（${appraisalRules().workflow.states[row.state].label}）`,
    columns: [
      { title: '名次' },
      { title: appraisalRules().subjects[row.subject].label },
      ...indicators.map((indicator) => ({ title: `${indicator.title}（${indicator.weight}分）` })),
      { title: '总分' },
      { title: '等次' },
    ],
    rows: subjects.map(({ name, scores, place, points, grade }) => [
      place,
      name,
      ...indicators.map(({ id }) => scores.find(({ indicator }) => indicator === id)?.points ?? null),
      points,
      grade,
    ]),
  });
  return { bytes, name: `${title}.xlsx` };
}

/**
 * The notice of a result, as Word or PDF: to one of those it is about, or of all for who oversees it. Throws `Refusal`: `not-found`, also for another's, and
 * `action-not-possible` before it was published.
 */
export async function resultNotice(
  { db, documents }: Context,
  actor: Actor,
  key: AppraisalKey,
  { subjectId, format }: { subjectId?: string | undefined; format: 'docx' | 'pdf' },
): Promise<{ bytes: Uint8Array; name: string }> {
  const { row, subjects } = await db.readAs(actor, async (tx) => {
    if (subjectId === undefined) await mustOversee(tx, 'read-appraisal', key.consortiumId);
    return { row: await readAppraisal(tx, key), subjects: await readSubjects(tx, key) };
  });
  const subject = subjects.find(({ id }) => id === subjectId);
  if (subjectId !== undefined && !subject) throw new Refusal('not-found');
  if (row.published_at === null) throw new Refusal('action-not-possible', { state: row.state });
  const official = subject ? ownNotice(row, subject) : wholeNotice(row, subjects);
  const bytes = format === 'pdf' ? await documents.official(official) : await renderOfficialDocx(official);
  return { bytes, name: `${official.title}.${format}` };
}

const periodText = ({ from_day, to_day }: AppraisalRow) => `${dayText(from_day)}至${dayText(to_day)}`;
const dayText = (day: string) => officialDay(new Date(`${day}T00:00:00+08:00`));

function signed({ consortium, final_at, published_at }: AppraisalRow): Pick<OfficialDocument, 'from' | 'day'> {
  const at = final_at ?? published_at;
  return { from: `${consortium}秘书处`, ...(at ? { day: officialDay(at) } : {}) };
}

function ownNotice(row: AppraisalRow, subject: SubjectRow): OfficialDocument {
  const place = row.content.shows === 'own' || subject.place === null ? '' : `，位列第${subject.place}名`;
  const decided = subject.objections.filter(({ state }) => state === 'kept' || state === 'changed');
  return {
    title: `${row.title}考核结果通知`,
    to: subject.name,
    body: [
      {
        kind: 'paragraph',
        text: `根据《${row.scheme}》（第${row.scheme_number}版），对${periodText(row)}的工作进行了考核。考核得分${subject.points}分，等次为${subject.grade}${place}。各项得分如下：`,
      },
      {
        kind: 'table',
        head: ['指标', '分值', '得分', '得分的由来'],
        widths: [24, 10, 10, 56],
        rows: [
          ...row.content.indicators.map((indicator) => {
            const score = subject.scores.find((each) => each.indicator === indicator.id);
            const why = score
              ? [scoreText(indicator, score, subject), score.reason].filter((part) => part !== '').join('。')
              : '';
            return [indicator.title, indicator.weight, score?.points ?? '', why];
          }),
          ['合计', '100', subject.points ?? '', ''],
        ],
      },
      ...decided.map(
        (objection): OfficialBlock => ({
          kind: 'paragraph',
          text: `对“${titleOf(row, objection.indicator)}”的异议：${objection.state === 'changed' ? `由${objection.before}分改为${objection.points}分` : '维持原得分'}。${objection.answer}`,
        }),
      ),
      {
        kind: 'paragraph',
        text:
          row.final_at === null
            ? `如有异议，请在${dayText(row.objections_until ?? '')}以前书面或在线提出，逾期视为无异议。`
            : '本结果已经确定。',
      },
    ],
    ...signed(row),
  };
}

function wholeNotice(row: AppraisalRow, subjects: readonly SubjectRow[]): OfficialDocument {
  return {
    title: `${row.title}考核结果`,
    body: [
      { kind: 'paragraph', text: gradesText(row, subjects) },
      { kind: 'heading', text: '一、考核结果' },
      {
        kind: 'table',
        head: ['名次', appraisalRules().subjects[row.subject].label, '总分', '等次'],
        widths: [12, 56, 16, 16],
        rows: subjects.map(({ place, name, points, grade }) => [String(place ?? ''), name, points ?? '', grade ?? '']),
      },
      { kind: 'heading', text: '二、计分办法' },
      schemeTable(row),
      {
        kind: 'paragraph',
        text:
          row.final_at === null
            ? `结果已经公布，异议期至${dayText(row.objections_until ?? '')}。`
            : '异议已经办结，结果已经确定。',
      },
    ],
    ...signed(row),
  };
}

/** By what an appraisal was held, and how many have each grade. */
export function gradesText(row: AppraisalRow, subjects: readonly SubjectRow[]): string {
  const each = row.subject === 'staff' ? '人' : '家';
  const grades = row.content.grading.grades.map(
    ({ label }) => `${label}${subjects.filter(({ grade }) => grade === label).length}${each}`,
  );
  return `根据《${row.scheme}》（第${row.scheme_number}版），对${periodText(row)}的工作进行了考核，共考核${subjects.length}${each}：${grades.join('，')}。`;
}

/** The indicators of an appraisal with their weights and rules. */
export function schemeTable({ content }: AppraisalRow): OfficialBlock {
  return {
    kind: 'table',
    head: ['指标', '分值', '计分'],
    widths: [28, 12, 60],
    rows: content.indicators.map((each) => [each.title, each.weight, indicatorText(each)]),
  };
}

const titleOf = ({ content }: AppraisalRow, indicator: string) =>
  content.indicators.find(({ id }) => id === indicator)?.title ?? indicator;
