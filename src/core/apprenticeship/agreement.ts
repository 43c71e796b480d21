/** An agreement of three parties is prepared, signed by its sides, and agreed once school and enterprise have signed the same text; each student signs for itself. */
export const agreementStates = ['draft', 'signing', 'agreed', 'cancelled'] as const;
export type AgreementState = (typeof agreementStates)[number];

export const agreementStateLabels: Readonly<Record<AgreementState, string>> = {
  draft: '起草中',
  signing: '签署中',
  agreed: '校企已签署',
  cancelled: '已作废',
};

/** The two members of the consortium among the sides; the third is the student, for a minor with its guardian. */
export const agreementSides = ['school', 'enterprise'] as const;
export type AgreementSide = (typeof agreementSides)[number];

export const agreementActions = ['propose', 'sign', 'cancel'] as const;
export type AgreementAction = (typeof agreementActions)[number];

/** Signing leads on once both have signed; what was agreed is cancelled no more: its students leave or complete. */
export const agreementSteps: Readonly<
  Record<AgreementAction, { from: readonly AgreementState[]; by: readonly AgreementSide[]; label: string }>
> = {
  propose: { from: ['draft'], by: ['school'], label: '送各方签署' },
  sign: { from: ['signing'], by: ['school', 'enterprise'], label: '签署' },
  cancel: { from: ['draft', 'signing'], by: ['school'], label: '作废' },
};

/** What the sides agree on; a change of it is another text, which is signed anew. */
export type Terms = {
  post: string;
  place: string;
  minutesPerDay: number;
  daysPerWeek: number;
  hasNightShift: boolean;
  worksHolidays: boolean;
  /** 备案: under what number the authority keeps that the post needs nights or holidays; empty where there is none. */
  filing: string;
  /** 在岗职工: of the enterprise, and of those in the same post. */
  staff: number;
  postStaff: number;
  /** 元 a month. */
  allowance: number;
  /** 实习责任保险: number and last day; null where there is none yet. */
  insurance: { policy: string; until: string } | null;
  schoolMentor: string;
  enterpriseMentor: string;
  plan: string;
};

export const studentStates = ['called', 'begun', 'completed', 'left', 'withdrawn'] as const;
export type StudentState = (typeof studentStates)[number];

export const studentStateLabels: Readonly<Record<StudentState, string>> = {
  called: '待上岗',
  begun: '在岗',
  completed: '已结业',
  left: '提前结束',
  withdrawn: '未上岗',
};

export const studentActions = ['train', 'begin', 'withdraw', 'evaluate', 'complete', 'leave'] as const;
export type StudentAction = (typeof studentActions)[number];

export const studentSteps: Readonly<
  Record<
    StudentAction,
    { from: readonly StudentState[]; to: StudentState | undefined; by: readonly AgreementSide[]; label: string }
  >
> = {
  train: { from: ['called'], to: undefined, by: ['school', 'enterprise'], label: '登记安全培训' },
  begin: { from: ['called'], to: 'begun', by: ['school', 'enterprise'], label: '上岗' },
  withdraw: { from: ['called'], to: 'withdrawn', by: ['school'], label: '取消安排' },
  evaluate: { from: ['begun'], to: undefined, by: ['school', 'enterprise'], label: '评价' },
  complete: { from: ['begun'], to: 'completed', by: ['school'], label: '结业' },
  leave: { from: ['begun'], to: 'left', by: ['school', 'enterprise'], label: '提前结束' },
};

/** What a text has been signed by; a version below the text's own was signed before it was changed. */
export type Signatures = { text: number; student: number | null; guardian: number | null };

/** Who of the student's side has yet to sign the text as it stands. */
export function awaitedOf(
  { text, student, guardian }: Signatures,
  isMinor: boolean,
): readonly ('student' | 'guardian')[] {
  return [
    ...(student === text ? [] : (['student'] as const)),
    ...(isMinor && guardian !== text ? (['guardian'] as const) : []),
  ];
}

/** 评价等次 that each of the two mentors gives. */
export const marks = ['优秀', '良好', '合格', '不合格'] as const;
