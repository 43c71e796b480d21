import { sql } from 'kysely';
import { roles } from '#core/access/role.ts';
import type { OfficialBlock, OfficialDocument } from '#documents/official/official-document.ts';
import { officialDay } from '#documents/official/official-document.ts';
import { renderOfficialDocx } from '#documents/official/render-official-docx.ts';
import type { Actor } from '#server/access/actor.ts';
import type { Context } from '#server/context.ts';
import type { Tx } from '#server/db/database.ts';
import { Refusal } from '#server/http/refusal.ts';
import { dayText } from '#server/public/beijing-time.ts';
import { readDecision } from './appeal-decision.ts';
import { type CaseRow, readCase } from './case-row.ts';
import { decisionView } from './view-case.ts';

export const decisionFiles = ['decision.docx', 'decision.pdf'] as const;

/** A decision as the office's letter to the consortium (Word, PDF). Throws `Refusal('not-found')` before there is one. */
export async function decisionDocument(
  { db, documents }: Context,
  actor: Actor,
  caseId: string,
  file: (typeof decisionFiles)[number],
): Promise<{ bytes: Buffer; name: string }> {
  const letter = await db.readAs(actor, async (tx) => {
    const row = await readCase(tx, caseId);
    const decision = await readDecision(tx, row);
    if (!decision) throw new Refusal('not-found');
    return letterOf(row, decisionView(decision), await issuerOf(tx, row));
  });
  const bytes = file.endsWith('.pdf') ? await documents.official(letter) : await renderOfficialDocx(letter);
  return { bytes: Buffer.from(bytes), name: `${letter.title}${file.slice(file.indexOf('.'))}` };
}

async function issuerOf(tx: Tx, { consortium_id }: CaseRow): Promise<string> {
  const { rows } = await sql<{ name: string }>`
    select u.name from unit_within w join unit u on u.id = w.ancestor_id and u.kind = 'ministry'
    where w.unit_id = ${consortium_id}`.execute(tx);
  return rows[0]?.name ?? '';
}

type Decision = ReturnType<typeof decisionView>;

function letterOf({ consortium, number }: CaseRow, decision: Decision, issuer: string): OfficialDocument {
  const { label, standing, fromDay, until, reason, document, withdrawn, told, appealUntil, at } = decision;
  const paragraph = (text: string): OfficialBlock => ({ kind: 'paragraph', text });
  const days = `自${dayText(fromDay)}起${until === null ? '' : `，${standing === 'rectifying' ? '限于' : '至'}${dayText(until)}${standing === 'rectifying' ? '前整改到位' : '止'}`}`;
  return {
    title: standing === null ? `关于${consortium}有关情况的核查结论` : `关于对${consortium}作出${label}处理的决定`,
    ...(document === '' ? {} : { number: document }),
    to: consortium,
    body: [
      paragraph(
        `对有关你单位的情况（案件编号${number}），经核查${standing === null ? '' : '并听取你单位的陈述申辩'}，现决定如下。`,
      ),
      { kind: 'heading', text: '一、决定' },
      paragraph(standing === null ? `${label}。` : `${label}，${days}。`),
      { kind: 'heading', text: '二、理由' },
      ...reason.split('\n').map(paragraph),
      ...(withdrawn.length === 0
        ? []
        : [
            { kind: 'heading' as const, text: '三、不再享有的资格和支持' },
            ...withdrawn.map(({ text }, place) => paragraph(`${place + 1}．${text}`)),
          ]),
      ...(standing === null
        ? []
        : [
            { kind: 'heading' as const, text: `${withdrawn.length === 0 ? '三' : '四'}、申诉` },
            paragraph(`你单位如不服本决定，可在${dayText(appealUntil)}前提出申诉。申诉期间本决定不停止执行。`),
            paragraph(
              `本决定已告知：${told.map(({ unit, role }) => `${unit}（${roleLabel(role)}）`).join('、') || '无'}。`,
            ),
          ]),
    ],
    from: issuer,
    day: officialDay(new Date(at)),
  };
}

function roleLabel(role: string): string {
  return role in roles ? roles[role as keyof typeof roles].label : role;
}
