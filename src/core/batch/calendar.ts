import type { BatchRules, BatchStageId } from '#core/pack/pack.ts';

export type StageClose = { stage: BatchStageId; closesAt: Date };

const dayMs = 86_400_000;

/** When each stage of a batch closes, where its first one closes at `deadline` and nobody says otherwise. */
export function calendarOf({ stages }: BatchRules, deadline: Date): readonly StageClose[] {
  return stages.map(({ id, days }) => ({ stage: id, closesAt: new Date(deadline.getTime() + days * dayMs) }));
}

/** The first stage that has not closed; `undefined` once all have. */
export function stageAt(calendar: readonly StageClose[], now: Date): BatchStageId | undefined {
  return calendar.find(({ closesAt }) => now <= closesAt)?.stage;
}

/** Stages that would close before the one they follow. */
export function outOfOrder(calendar: readonly StageClose[]): readonly BatchStageId[] {
  return calendar
    .filter(({ closesAt }, at) => at > 0 && closesAt < (calendar[at - 1]?.closesAt ?? closesAt))
    .map(({ stage }) => stage);
}
