import type { CollectionKindId, CollectionLevel } from '#core/collection/monitoring-rules.ts';
import type { ReturnAction, ReturnState } from '#core/collection/return-workflow.ts';
import type { MonitoredConsortium } from './make-monitored.ts';

/** What a level did with a return. `at` is a moment, ISO 8601; `revision` is the one that lay there. */
export type ExampleAct = {
  level: CollectionLevel;
  action: Exclude<ReturnAction, 'edit'>;
  at: string;
  revision: number;
  text: string;
  remarks: readonly { cell: string; text: string }[];
};

export type ExampleReturn = {
  consortium: MonitoredConsortium;
  state: ReturnState;
  acts: readonly ExampleAct[];
  /** Whether the year's plan was fulfilled, where the kind judges it and the province has said so. */
  fulfilled: boolean | null;
};

export type ExampleCollection = {
  kind: Exclude<CollectionKindId, 'quarter'>;
  year: number;
  title: string;
  opensAt: string;
  returns: readonly ExampleReturn[];
};

/** The first year for which a batch is asked, by its number from 0: the one in which its list was out. */
const askedSince = [2023, 2024, 2025];
const lastYear = 2026;

/** Plans and self-evaluations of 2023–2026: nearly all approved, some late, given back or missing; those of 2026 still come in. */
export function makeReturns(consortia: readonly MonitoredConsortium[]): readonly ExampleCollection[] {
  const asked = (year: number) =>
    consortia.filter(
      ({ batch, story }) => (askedSince[batch] ?? lastYear) <= year && !(story.name === 'revoked' && year > 2024),
    );
  const years = [2023, 2024, 2025, 2026];
  return years.flatMap((year): ExampleCollection[] => [
    ...(year > 2023
      ? [
          {
            kind: 'plan' as const,
            year,
            title: `${year}年度建设计划（虚构示例）`,
            opensAt: `${year}-01-01T00:00:00+08:00`,
            returns: asked(year - 1).map((consortium) => planOf(consortium, year)),
          },
        ]
      : []),
    {
      kind: 'self-evaluation',
      year,
      title: `${year}年度自评报告（虚构示例）`,
      opensAt: `${year}-11-01T00:00:00+08:00`,
      returns: asked(year).map((consortium) => evaluationOf(consortium, year)),
    },
  ]);
}

const moment = (day: string, hour: number) => `${day}T${String(hour).padStart(2, '0')}:20:00+08:00`;
const dayIn = (year: number, month: number, day: number) =>
  `${year}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;

function act(
  level: CollectionLevel,
  action: ExampleAct['action'],
  at: string,
  more: Partial<ExampleAct> = {},
): ExampleAct {
  return { level, action, at, revision: 1, text: '', remarks: [], ...more };
}

function planOf(consortium: MonitoredConsortium, year: number): ExampleReturn {
  const { number, story } = consortium;
  const sent = act('consortium', 'send', moment(dayIn(year, 1, 8 + (number % 21)), 10));
  if (story.name === 'silent') return { consortium, state: 'draft', acts: [], fulfilled: null };
  const acts = [
    sent,
    act('province', 'approve', moment(dayIn(year, 2, 6), 15)),
    act('province', 'hand', moment(dayIn(year, 2, 12), 9)),
    act('ministry', 'accept', moment(dayIn(year, 3, 4), 11)),
  ];
  return { consortium, state: 'final', acts, fulfilled: null };
}

function evaluationOf(consortium: MonitoredConsortium, year: number): ExampleReturn {
  if (year === lastYear) return begun(consortium);
  const { number, story } = consortium;
  const isLate = story.name === 'late' && year > 2023;
  const sentOn = isLate ? dayIn(year + 1, 1, 22) : dayIn(year, 12, 9 + (number % 20));
  const sent = act('consortium', 'send', moment(sentOn, 16));
  const back = act('province', 'return', moment(dayIn(year + 1, 1, 8), 14), {
    text: '个别数据与上年相差较大，请核对后重新报送（虚构示例）。',
    remarks: [
      { cell: 'employeeTrainingDays', text: '请附培训签到汇总，说明增长原因（虚构示例）。' },
      { cell: 'problems', text: '问题部分过于笼统，请逐项写明改进时限（虚构示例）。' },
    ],
  });
  if (year === 2025 && story.name === 'silent') return { consortium, state: 'draft', acts: [], fulfilled: null };
  if (year === 2025 && story.name === 'returned')
    return { consortium, state: 'returned', acts: [sent, back], fulfilled: null };
  const isCorrected = year === 2024 && story.name === 'rectifying';
  const revision = isCorrected ? 2 : 1;
  const first = isCorrected
    ? [sent, back, act('consortium', 'send', moment(dayIn(year + 1, 1, 12), 10), { revision })]
    : [sent];
  const fulfilled = isFulfilled(consortium, year);
  const steps: readonly (ExampleAct & { state: ReturnState })[] = [
    {
      ...act('province', 'approve', moment(dayIn(year + 1, 1, isLate ? 27 : 14), 15), { revision }),
      text: fulfilled ? '' : '主要指标未达到年度建设计划，计划未完成（虚构示例）。',
      state: 'approved',
    },
    { ...act('province', 'hand', moment(dayIn(year + 1, 1, 29), 9), { revision }), state: 'handed' },
    { ...act('ministry', 'accept', moment(dayIn(year + 1, 2, 20), 11), { revision }), state: 'final' },
  ];
  const passed = steps.slice(0, year === 2025 ? passedIn2025(number) : steps.length);
  return {
    consortium,
    state: passed.at(-1)?.state ?? 'sent',
    acts: [...first, ...passed.map(({ state: _, ...one }) => one)],
    fulfilled: passed.length > 0 ? fulfilled : null,
  };
}

/** Most of 2025 is approved by all; some lie with the ministry, with their province, or were just sent. */
function passedIn2025(number: number): number {
  if (number % 29 === 12) return 0;
  if (number % 23 === 14) return 1;
  return number % 11 === 9 ? 2 : 3;
}

/** 2026 has just been asked for: some have sent it, and of these some provinces have approved it. */
function begun(consortium: MonitoredConsortium): ExampleReturn {
  const { number } = consortium;
  if (number % 6 !== 0) return { consortium, state: 'draft', acts: [], fulfilled: null };
  const sent = act('consortium', 'send', moment(dayIn(lastYear, 11, 4 + (number % 7)), 10));
  if (number % 12 !== 0) return { consortium, state: 'sent', acts: [sent], fulfilled: null };
  const approved = act('province', 'approve', moment(dayIn(lastYear, 11, 13), 15));
  return { consortium, state: 'approved', acts: [sent, approved], fulfilled: true };
}

function isFulfilled({ story: { name } }: MonitoredConsortium, year: number): boolean {
  if (name === 'revoked') return false;
  if (name === 'over-promiser') return year !== 2023;
  return !(name === 'rectifying' && year === 2024);
}
