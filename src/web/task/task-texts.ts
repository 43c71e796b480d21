import type { Task } from './task-queries.ts';

/** `6月30日`, of `YYYY-MM-DD`. */
export const shortDay = (day: string) => `${Number(day.slice(5, 7))}月${Number(day.slice(8))}日`;

/** How a task stands against its day. */
export function timeText({ time, daysLate, dueOn, doneOn, state }: Task): string {
  if (time === 'late') return `${shortDay(dueOn)}到期，已逾期${daysLate}天`;
  if (doneOn === null) return `${shortDay(dueOn)}到期`;
  const late = daysLate > 0 ? `，晚${daysLate}天` : '';
  return `${shortDay(doneOn)}${state === 'submitted' ? '提交' : '完成'}${late}`;
}

/** The colour of it, by class. */
export function timeClass({ time, state }: Pick<Task, 'time' | 'state'>): string {
  if (time === 'late') return 'error';
  if (time === 'soon' || state === 'submitted') return 'warning';
  return time === 'done' ? 'good' : 'soft';
}

/** Whose a task is: unit and person. */
export function whoseText({ unit, person }: Pick<Task, 'unit' | 'person'>): string {
  return person === null ? unit.name : `${unit.name}　${person.name}`;
}

const origins: Readonly<Record<Task['origin']['noun'], string>> = {
  hand: '秘书处建立',
  resolution: '理事会决议',
  'duty-list': '责任清单',
  plan: '建设规划、计划',
  remark: '上级意见',
};

/** Where a task comes from. */
export function originText({ noun, text }: Task['origin']): string {
  return text === '' || text === origins[noun] ? origins[noun] : `${origins[noun]}：${text}`;
}
