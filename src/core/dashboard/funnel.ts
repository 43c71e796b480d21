/** A stage of the way from application to acceptance, and how many got at least that far. */
export type FunnelStage = { id: FunnelStageId; label: string; count: number };

/** 三.1–三.3, in their order. */
const stages = [
  ['begun', '开始申报'],
  ['submitted', '已提交'],
  ['recommended', '省级推荐'],
  ['admitted', '形式审查通过'],
  ['listed', '列入培育名单'],
  ['accepted', '通过验收'],
] as const;

export type FunnelStageId = (typeof stages)[number][0];

/** How far an application in each state has come. Who was returned, rejected or not listed keeps what was reached before. */
const reachedIn: Readonly<Record<string, FunnelStageId>> = {
  draft: 'begun',
  submitted: 'submitted',
  confirmed: 'submitted',
  returned: 'submitted',
  verified: 'submitted',
  recommended: 'recommended',
  rejected: 'recommended',
  admitted: 'admitted',
  unlisted: 'admitted',
  listed: 'listed',
};

export function isFunnelStage(text: string): text is FunnelStageId {
  return stages.some(([id]) => id === text);
}

/** How far a consortium has come: the state of its application, and whether it passed acceptance. Undefined of one that never applied. */
export function stageReached(state: string | null, isAccepted: boolean): FunnelStageId | undefined {
  if (isAccepted) return 'accepted';
  return state === null ? undefined : (reachedIn[state] ?? 'begun');
}

/** True where who has come so far has come through that stage. */
export function hasReached(reached: FunnelStageId | undefined, stage: FunnelStageId): boolean {
  return reached !== undefined && placeOf(reached) >= placeOf(stage);
}

/** Each stage with all that came at least so far: never more than the stage before it. */
export function funnelOf(reached: readonly (FunnelStageId | undefined)[]): readonly FunnelStage[] {
  return stages.map(([id, label]) => ({ id, label, count: reached.filter((each) => hasReached(each, id)).length }));
}

function placeOf(stage: FunnelStageId): number {
  return stages.findIndex(([id]) => id === stage);
}
