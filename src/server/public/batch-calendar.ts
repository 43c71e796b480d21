import { momentText } from './beijing-time.ts';
import { type Html, html } from './html.ts';
import type { Publication, PublicBatch, PublicRecord } from './public-record.ts';

/** The stage that a batch is in; none once all have closed. */
export function currentStage({ stages }: PublicBatch, now: Date): PublicBatch['stages'][number] | undefined {
  return stages.find(({ closesAt }) => now <= closesAt);
}

export function isOver(batch: PublicBatch, now: Date): boolean {
  return currentStage(batch, now) === undefined;
}

/** A batch's stages in their order, each with its close and whether it is over, going on or to come. */
export function calendarOf(batch: PublicBatch, now: Date): Html {
  const current = currentStage(batch, now);
  return html`<ol class="stages">${batch.stages.map((stage) => {
    const standing = stage === current ? '进行中' : stage.closesAt < now ? '已结束' : '未开始';
    return html`
<li class="${stage === current ? 'current' : stage.closesAt < now ? 'closed' : 'ahead'}"${stage === current && html` aria-current="step"`}><strong>${stage.label}</strong><span>${standing}</span><span>截止：${momentText(stage.closesAt)}</span></li>`;
  })}
</ol>`;
}

export type OpenPublicity = { publication: Publication; closesAt: Date };

/** The draft lists that may still be objected to. The database decides when an objection comes; this is what pages say of it. */
export function openPublicity(record: PublicRecord, now: Date): readonly OpenPublicity[] {
  return record.publications.flatMap((publication) => {
    const closesAt = publicityClose(record, publication);
    return closesAt !== undefined && now <= closesAt ? [{ publication, closesAt }] : [];
  });
}

/** When objections to a draft list end; none where it is no draft, or the final list is out. */
export function publicityClose(record: PublicRecord, { kind, batchId }: Publication): Date | undefined {
  const isFinal = record.publications.some((other) => other.batchId === batchId && other.kind === 'list');
  if (kind !== 'publicity' || isFinal) return undefined;
  const batch = record.batches.find(({ id }) => id === batchId);
  return batch?.stages.find(({ id }) => id === 'publicity')?.closesAt;
}
