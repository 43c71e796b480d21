import type { AcceptanceState } from '#core/acceptance/acceptance-rules.ts';
import type { Outcome } from './outcomes.ts';

/** Whose turn it is in a consortium's acceptance, and what for; `outcome`: its latest. */
export function turnText(state: AcceptanceState, outcome: Pick<Outcome, 'due_on'> | undefined): string {
  switch (state) {
    case 'reporting':
      return '等待秘书处报送自评报告';
    case 'opinion':
      return '等待省级出具意见';
    case 'review':
      return outcome ? '等待公示和公布' : '等待审阅、考察和作出结论';
    case 'rectifying':
      return `整改至${outcome?.due_on ?? ''}，等待整改报告`;
    case 'rectified':
      return '等待复核';
    case 'passed':
    case 'failed':
      return '已办结';
  }
}
