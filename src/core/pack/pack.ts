import type { Role } from '#core/access/role.ts';
import type { AppraisalRules } from '#core/appraisal/appraisal-rules.ts';
import type { ApprenticeshipRules } from '#core/apprenticeship/apprenticeship-rules.ts';
import type { Check } from '#core/check/check.ts';
import type { MonitoringRules } from '#core/collection/monitoring-rules.ts';
import type { CouncilRules } from '#core/council/council-rules.ts';
import type { Fields, FormNames, NamesOf } from '#core/form/field.ts';
import type { FormDefinition } from '#core/form/form.ts';
import type { FormalItem } from '#core/formal-review/formal-item.ts';
import type { FundRules } from '#core/fund/fund-rules.ts';
import type { DocumentRules } from '#core/governing-document/document-rules.ts';
import type { IndicatorSystem } from '#core/indicator/indicator.ts';
import type { LedgerBook } from '#core/ledger/kind.ts';
import type { PostRules } from '#core/post/post-rules.ts';
import type { ResourceRules } from '#core/resource/resource-rules.ts';
import type { PolicyRules } from '#core/support-policy/policy-rules.ts';
import type { TalentRules } from '#core/talent/talent-rules.ts';
import type { TaskRules } from '#core/task/task-rules.ts';
import type { TechnologyRules } from '#core/technology/technology-rules.ts';
import type { TrainingRules } from '#core/training/training-rules.ts';
import type { ApplicationWorkflow } from '#core/workflow/application-workflow.ts';

/** A notice as data: everything the program knows of it. JSON-serialisable; stored with its digest and sent to the browser as it is. */
export type PackDefinition<F extends Fields = Fields, N extends FormNames = FormNames> = {
  /** Folder name, such as `moe-2023-15`. */
  id: string;
  title: string;
  issuer: string;
  issuedOn: string;
  /** The pack that this one follows; applications stay on theirs until moved on purpose. */
  supersedes?: string;
  form: FormDefinition<F, N>;
  /** Where the form itself names its parties, for lists, receipts and the lead units' accounts. */
  names: {
    consortium: N['path'];
    province: N['path'];
    park: N['path'];
    leadSchool: N['path'];
    leadEnterprise: N['path'];
    /** In whose words the park tells its leading industries, for the balance of a selection. */
    industries?: N['path'];
  };
  checks: readonly Check<N>[];
  indicators: IndicatorSystem;
  /** The ledgers behind the figures; none where a notice asks for no figures. */
  ledgers?: LedgerBook;
  workflow: ApplicationWorkflow;
  batch: BatchRules;
  /** What the formal review looks at, in its order. */
  formalReview: readonly FormalItem<N>[];
  /** What is collected of those on the cultivation list; none where a notice monitors nobody. */
  monitoring?: MonitoringRules;
  /** Whose seats its council has and how it decides; none where a notice asks for no council. */
  council?: CouncilRules;
  /** By what tasks a consortium is run; none where a notice runs nobody. */
  tasks?: TaskRules;
  /** How talent supply and demand are kept; none where a notice asks for no platform. */
  talent?: TalentRules;
  /** What members share with each other; none where a notice asks for nothing shared. */
  resources?: ResourceRules;
  /** What apprenticeships and placements are kept in and held to; none where a notice knows none. */
  apprenticeships?: ApprenticeshipRules;
  /** Which technology services it asks for, and where they are kept; none where a notice asks for none. */
  technology?: TechnologyRules;
  /** How training is kept; none where a notice asks for none. */
  training?: TrainingRules;
  /** How a consortium's own rules are made; none where a notice asks for none. */
  governing?: DocumentRules;
  /** How its members and staff are appraised; none where a notice asks for none. */
  appraisal?: AppraisalRules;
  /** Which posts it calls for people to; none where a notice knows none. */
  posts?: PostRules;
  /** Which policies support the work and what they may ask for; none where a notice asks for none. */
  policies?: PolicyRules;
  /** Where its funds come from and who approves what is spent; none where a notice asks for no funds. */
  funds?: FundRules;
  /** Provincial units, in the official order. */
  regions: readonly string[];
  /** The same as tiles of one grid, for dashboards; none where a notice has no provinces. */
  tiles?: readonly RegionTile[];
  /** Columns of the summary table; `cell` columns take the answer, `number` counts the rows from 1. */
  summary: { title: string; columns: readonly SummaryColumn<N>[] };
};

export type BatchRules = {
  /** Most recommendations of one province. */
  quota: number;
  /** Readers of each application, where a batch does not say otherwise. */
  readers: number;
  /** Last moment of submission, ISO 8601 with its offset. */
  deadline: string;
  /** What follows on what; each may end earlier or later in a batch. */
  stages: readonly BatchStage[];
  /** How many consortia in all by the end of a year. */
  targets: readonly { by: string; total: number }[];
};

/** A stage of a batch: whose work it is, and how many days after `deadline` it closes where a batch does not say otherwise. */
export type BatchStage = { id: BatchStageId; label: string; by: Role; days: number };

export type BatchStageId =
  | 'application'
  | 'recommendation'
  | 'formal-review'
  | 'reading'
  | 'site-visit'
  | 'selection'
  | 'publicity'
  | 'list';

/** Where a provincial unit's tile stands, counted from 1, and its short name. */
export type RegionTile = { region: string; short: string; column: number; row: number };

export type SummaryColumn<N extends FormNames = FormNames> = { title: string; width: number } & (
  | { kind: 'number' }
  | { kind: 'cell'; cell: N['path'] }
);

/** Any pack, seen without the names of its own fields: what the engine works on. */
export type Pack = PackDefinition;

/** Checks at compile time that every field, cell and year the pack names exists in its form. */
export function definePack<const F extends Fields>(pack: PackDefinition<F, NamesOf<F>>): Pack {
  return pack;
}
