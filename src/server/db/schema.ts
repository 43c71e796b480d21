// Written by `npx node src/server/db/write-schema.ts` from the migrated schema; a test compares them.
import type { ColumnType, Generated } from 'kysely';

type Timestamp = ColumnType<Date, Date | string, Date | string>;
type GeneratedTimestamp = ColumnType<Date, Date | string | undefined, Date | string>;
/** Written as JSON text, read as the value. */
type Json = ColumnType<unknown, string, string>;
type GeneratedJson = ColumnType<unknown, string | undefined, string>;

export type Acceptance = {
  batch_id: string;
  of_batch: string;
  year: number;
  thresholds: GeneratedJson;
  opened_by: string;
  opened_at: GeneratedTimestamp;
};

export type AcceptanceCase = {
  consortium_id: string;
  batch_id: string;
  state: Generated<string>;
  version: Generated<number>;
  texts: GeneratedJson;
  report: Json | null;
  digest: string | null;
  reported_by: string | null;
  reported_at: Timestamp | null;
  application_id: string | null;
  supports: boolean | null;
  opinion: string | null;
  opined_by: string | null;
  opined_at: Timestamp | null;
  published_version: number | null;
};

export type AcceptanceLook = {
  consortium_id: string;
  batch_id: string;
  version: number;
  reason: string;
  day: string;
  place: string;
  people: string;
  points: Json;
  conclusion: Generated<string>;
  edit: Generated<number>;
  opened_by: string;
  opened_at: GeneratedTimestamp;
  ended_by: string | null;
  ended_at: Timestamp | null;
};

export type AcceptanceOutcome = {
  consortium_id: string;
  batch_id: string;
  version: number;
  act: string;
  outcome: string;
  reason: string;
  due_on: string | null;
  judgements: Json;
  publication_id: string | null;
  decided_by: string;
  at: GeneratedTimestamp;
};

export type AcceptanceRectification = {
  consortium_id: string;
  batch_id: string;
  version: number;
  text: string;
  evidence: string[];
  person_id: string;
  at: GeneratedTimestamp;
};

export type AcceptanceUse = {
  batch_id: string;
  id: Generated<string>;
  use: string;
  unit_id: string;
  recipient: string;
  content: Json;
  digest: string;
  signatures: Json;
  fingerprint: string;
  person_id: string;
  at: GeneratedTimestamp;
};

export type AgendaItem = {
  consortium_id: string;
  meeting_id: string;
  id: Generated<string>;
  place: number;
  title: string;
  presenter: Generated<string>;
};

export type AlertRule = {
  id: Generated<string>;
  unit_id: string;
  person_id: string;
  name: string;
  measure: string;
  figure: string | null;
  comparison: string;
  limit: string;
  year: number | null;
  channels: string[];
  paused: Generated<boolean>;
  removed: Generated<boolean>;
  version: Generated<number>;
  changed_at: GeneratedTimestamp;
};

export type AlertRuleHistory = {
  rule_id: string;
  version: number;
  rule: Json;
  at: Timestamp;
};

export type AlertState = {
  consortium_id: string;
  rule_id: string;
  year: number;
  value: string;
  before: string | null;
  told_at: GeneratedTimestamp;
};

export type Answer = {
  consortium_id: string;
  application_id: string;
  cell: string;
  value: Json | null;
  version: number;
  changed_by: string;
  changed_at: Timestamp;
};

export type AnswerHistory = {
  consortium_id: string;
  application_id: string;
  cell: string;
  version: number;
  sequence: number;
  value: Json | null;
  how: string;
  changed_by: string;
  changed_at: Timestamp;
};

export type ApiToken = {
  id: Generated<string>;
  person_id: string;
  unit_id: string;
  name: string;
  scopes: string[];
  token_hash: string;
  created_at: GeneratedTimestamp;
  expires_at: Timestamp;
  last_used_at: Timestamp | null;
  revoked_at: Timestamp | null;
};

export type Application = {
  consortium_id: string;
  id: Generated<string>;
  batch_id: string;
  pack_digest: string;
  state: string;
  sequence: Generated<number>;
  latest_revision: number | null;
  created_at: GeneratedTimestamp;
  updated_at: GeneratedTimestamp;
};

export type Appraisal = {
  consortium_id: string;
  id: Generated<string>;
  scheme_id: string;
  scheme_number: number;
  title: string;
  from_day: string;
  to_day: string;
  state: Generated<string>;
  published_at: Timestamp | null;
  objections_until: string | null;
  final_at: Timestamp | null;
  version: Generated<number>;
  person_id: string;
  at: GeneratedTimestamp;
};

export type AppraisalObjection = {
  consortium_id: string;
  appraisal_id: string;
  id: Generated<string>;
  subject_id: string;
  indicator: string;
  text: string;
  before: string;
  state: Generated<string>;
  answer: Generated<string>;
  points: string | null;
  version: Generated<number>;
  person_id: string;
  at: GeneratedTimestamp;
  decided_by: string | null;
  decided_at: Timestamp | null;
};

export type AppraisalScheme = {
  consortium_id: string;
  id: Generated<string>;
  subject: string;
  title: string;
  person_id: string;
  at: GeneratedTimestamp;
};

export type AppraisalSchemeVersion = {
  consortium_id: string;
  scheme_id: string;
  number: number;
  content: Json;
  reason: Generated<string>;
  person_id: string;
  at: GeneratedTimestamp;
};

export type AppraisalScore = {
  consortium_id: string;
  appraisal_id: string;
  subject_id: string;
  indicator: string;
  by_hand: boolean;
  value: string | null;
  part: string | null;
  whole: string | null;
  points: string;
  reason: Generated<string>;
  scored_by: string;
  at: GeneratedTimestamp;
};

export type AppraisalSubject = {
  consortium_id: string;
  appraisal_id: string;
  id: Generated<string>;
  member_id: string | null;
  staff_id: string | null;
  name: string;
  points: string | null;
  place: number | null;
  grade: string | null;
  accepted_by: string | null;
  accepted_at: Timestamp | null;
  version: Generated<number>;
};

export type Apprentice = {
  consortium_id: string;
  number: number;
  school_id: string;
  key: string;
};

export type Apprenticeship = {
  consortium_id: string;
  id: Generated<string>;
  kind: string;
  school_id: string;
  enterprise_id: string;
  major: string;
  starts_on: string;
  ends_on: string;
  state: Generated<string>;
  text: Generated<number>;
  version: Generated<number>;
  person_id: string;
  at: GeneratedTimestamp;
};

export type ApprenticeshipAmendment = {
  consortium_id: string;
  apprenticeship_id: string;
  number: number;
  text: number;
  was_ends_on: string;
  ends_on: string;
  terms: Json;
  reason: string;
  side: string;
  state: Generated<string>;
  person_id: string;
  at: GeneratedTimestamp;
  answered_by: string | null;
  answered_at: Timestamp | null;
};

export type ApprenticeshipAmendmentSignature = {
  consortium_id: string;
  apprenticeship_id: string;
  number: number;
  student_id: string;
  is_guardian: boolean;
  at: GeneratedTimestamp;
};

export type ApprenticeshipDay = {
  consortium_id: string;
  student_id: string;
  day: string;
  from_minute: number;
  to_minute: number;
  rest_minutes: Generated<number>;
  log: Generated<string>;
  confirmed_at: Timestamp | null;
  confirmed_by: string | null;
};

export type ApprenticeshipEntry = {
  consortium_id: string;
  id: Generated<string>;
  kind: string;
  school_id: string;
  enterprise_id: string;
  major: string;
  starts_on: string;
};

export type ApprenticeshipSignature = {
  consortium_id: string;
  apprenticeship_id: string;
  text: number;
  side: string;
  person_id: string;
  at: GeneratedTimestamp;
};

export type ApprenticeshipStudent = {
  consortium_id: string;
  apprenticeship_id: string;
  id: Generated<string>;
  school_id: string;
  enterprise_id: string;
  apprentice: number;
  number: number;
  name: string;
  born_in: string | null;
  is_minor: boolean;
  state: Generated<string>;
  starts_on: string;
  ends_on: string;
  pass_hash: string | null;
  guardian_hash: string | null;
  signed_text: number | null;
  signed_at: Timestamp | null;
  guardian_text: number | null;
  guardian_at: Timestamp | null;
  trained_on: string | null;
  school_mark: string | null;
  school_remark: Generated<string>;
  enterprise_mark: string | null;
  enterprise_remark: Generated<string>;
  left_because: Generated<string>;
  erased_at: Timestamp | null;
  version: Generated<number>;
};

export type ApprenticeshipText = {
  consortium_id: string;
  apprenticeship_id: string;
  number: number;
  terms: Json;
  reason: Generated<string>;
  person_id: string;
  at: GeneratedTimestamp;
};

export type Assignment = {
  batch_id: string;
  version: Generated<number>;
  fixed: GeneratedJson;
  forbidden: GeneratedJson;
  job_id: string | null;
  solved_version: number | null;
  outcome: Json | null;
  accepted_version: number | null;
  changed_by: string;
  changed_at: GeneratedTimestamp;
};

export type AuditEvent = {
  stream_id: string;
  sequence: number;
  at: Timestamp;
  person_id: string | null;
  unit_id: string | null;
  action: string;
  subject: string;
  payload: string;
  previous_hash: string;
  hash: string;
};

export type AuditHead = {
  stream_id: string;
  count: Generated<number>;
  hash: string;
};

export type AuthAccount = {
  id: Generated<string>;
  account_id: string;
  provider_id: string;
  user_id: string;
  access_token: string | null;
  refresh_token: string | null;
  id_token: string | null;
  access_token_expires_at: Timestamp | null;
  refresh_token_expires_at: Timestamp | null;
  scope: string | null;
  password: string | null;
  created_at: GeneratedTimestamp;
  updated_at: GeneratedTimestamp;
};

export type AuthSession = {
  id: Generated<string>;
  user_id: string;
  token: string;
  expires_at: Timestamp;
  ip_address: string | null;
  user_agent: string | null;
  created_at: GeneratedTimestamp;
  updated_at: GeneratedTimestamp;
};

export type AuthTwoFactor = {
  id: Generated<string>;
  user_id: string;
  secret: string;
  backup_codes: string;
  verified: Generated<boolean>;
  failed_verification_count: Generated<number>;
  locked_until: Timestamp | null;
};

export type AuthVerification = {
  id: Generated<string>;
  identifier: string;
  value: string;
  expires_at: Timestamp;
  created_at: GeneratedTimestamp;
  updated_at: GeneratedTimestamp;
};

export type Ballot = {
  consortium_id: string;
  meeting_id: string;
  vote_id: string;
  serial: string;
  signature: string;
  choice: string;
  proof: string;
};

export type BallotIssue = {
  consortium_id: string;
  meeting_id: string;
  vote_id: string;
  seat_id: string;
  blinded: string;
};

export type BallotKey = {
  consortium_id: string;
  meeting_id: string;
  vote_id: string;
  sealed: string;
};

export type Baseline = {
  consortium_id: string;
  application_id: string;
  number: number;
  submitted: Json;
  verified: Json;
  digest: string;
  person_id: string;
  at: GeneratedTimestamp;
};

export type Batch = {
  id: Generated<string>;
  unit_id: string;
  title: string;
  pack_digest: string;
  created_at: GeneratedTimestamp;
  quota: Generated<number>;
  readers: Generated<number>;
  weights: Json;
  comments_shown: Generated<boolean>;
  spread_limit: Generated<string>;
  version: Generated<number>;
  kind: Generated<string>;
};

export type BatchExpert = {
  batch_id: string;
  expert_id: string;
  standing: Generated<string>;
  draw: number | null;
  stratum: number | null;
  position: number | null;
  answer: string | null;
  reason: Generated<string>;
  load: number | null;
  answered_at: Timestamp | null;
  version: Generated<number>;
};

export type BatchExtension = {
  batch_id: string;
  id: Generated<string>;
  stage: string;
  before: Timestamp;
  after: Timestamp;
  reason: string;
  person_id: string;
  at: GeneratedTimestamp;
};

export type BatchStage = {
  batch_id: string;
  stage: string;
  position: number;
  closes_at: Timestamp;
};

export type CatalogueEdition = {
  catalogue: string;
  valid_from: string;
  valid_to: string | null;
  title: string;
  items: Json;
  imported_by: string;
  imported_at: GeneratedTimestamp;
};

export type Certificate = {
  consortium_id: string;
  id: Generated<string>;
  member_id: string;
  code: string;
  digest: string;
  content: Json;
  issued_at: Timestamp;
  issued_by: string;
  revoked_at: Timestamp | null;
};

export type Charter = {
  consortium_id: string;
  version: number;
  in_force_from: string;
  rules: Json;
  authority: Json;
  person_id: string;
  at: GeneratedTimestamp;
  document_version_id: string | null;
};

export type Collection = {
  id: Generated<string>;
  unit_id: string;
  pack_digest: string;
  kind: string;
  year: number;
  quarter: number | null;
  title: string;
  note: Generated<string>;
  opens_at: Timestamp;
  version: Generated<number>;
  created_by: string;
  created_at: GeneratedTimestamp;
};

export type CollectionAct = {
  consortium_id: string;
  collection_id: string;
  version: number;
  level: string;
  action: string;
  revision: number | null;
  text: Generated<string>;
  remarks: GeneratedJson;
  person_id: string;
  at: GeneratedTimestamp;
};

export type CollectionExtension = {
  collection_id: string;
  id: Generated<string>;
  level: string;
  change: Json;
  reason: string;
  person_id: string;
  at: GeneratedTimestamp;
};

export type CollectionFigure = {
  consortium_id: string;
  collection_id: string;
  figure: string;
  year: number;
  amount: string;
  base: string | null;
  confirmed: string;
  evidenced: string;
  entries: number;
  level: number;
};

export type CollectionHanding = {
  collection_id: string;
  unit_id: string;
  number: number;
  remark: Generated<string>;
  items: Json;
  person_id: string;
  at: GeneratedTimestamp;
};

export type CollectionLevel = {
  collection_id: string;
  level: string;
  due_at: Timestamp;
  closes_at: Timestamp;
};

export type CollectionReturn = {
  consortium_id: string;
  collection_id: string;
  state: string;
  version: Generated<number>;
  revision: number | null;
  first_sent_at: Timestamp | null;
  sent_at: Timestamp | null;
  approved_at: Timestamp | null;
  handed_at: Timestamp | null;
  final_at: Timestamp | null;
  fulfilled: boolean | null;
};

export type CollectionRevision = {
  consortium_id: string;
  collection_id: string;
  number: number;
  content: Json;
  digest: string;
  sent_by: string;
  sent_at: GeneratedTimestamp;
};

export type CollectionStrike = {
  consortium_id: string;
  year: number;
  collection_id: string;
  reason: string;
  person_id: string;
  at: GeneratedTimestamp;
  withdrawn_at: Timestamp | null;
};

export type CollectionText = {
  consortium_id: string;
  collection_id: string;
  cell: string;
  value: string;
  version: number;
  changed_by: string;
  changed_at: GeneratedTimestamp;
};

export type CollectionTextHistory = {
  consortium_id: string;
  collection_id: string;
  cell: string;
  version: number;
  value: string;
  changed_by: string;
  changed_at: Timestamp;
};

export type Commitment = {
  consortium_id: string;
  figure: string;
  year: number;
  value: string;
  first_value: string;
  verified: boolean;
  batch_id: string;
  application_id: string;
  revision: number;
  version: Generated<number>;
  taken_at: GeneratedTimestamp;
};

export type CommitmentClosing = {
  consortium_id: string;
  id: Generated<string>;
  acceptance_id: string | null;
  content: Json;
  digest: string;
  closed_by: string;
  closed_at: GeneratedTimestamp;
};

export type CommitmentExplanation = {
  consortium_id: string;
  figure: string;
  year: number;
  version: number;
  text: string;
  person_id: string;
  at: GeneratedTimestamp;
};

export type CommitmentRequest = {
  consortium_id: string;
  id: Generated<string>;
  figure: string;
  year: number;
  before: string;
  base: number;
  value: string;
  reason: string;
  evidence: Generated<string[]>;
  asked_by: string;
  asked_at: GeneratedTimestamp;
  opinion: string | null;
  opinion_text: string | null;
  opined_by: string | null;
  opined_at: Timestamp | null;
  decision: string | null;
  decision_text: string | null;
  decided_by: string | null;
  decided_at: Timestamp | null;
  withdrawn_at: Timestamp | null;
  version: Generated<number>;
};

export type CommitmentShare = {
  consortium_id: string;
  figure: string;
  year: number;
  version: number;
  member_id: string;
  value: string;
};

export type CommitmentSplit = {
  consortium_id: string;
  figure: string;
  year: number;
  version: number;
  person_id: string;
  at: GeneratedTimestamp;
};

export type ConsortiumChange = {
  consortium_id: string;
  id: Generated<string>;
  kind: string;
  is_major: boolean;
  state: string;
  from: string;
  to: string;
  from_day: string;
  reason: string;
  version: Generated<number>;
  person_id: string;
  at: GeneratedTimestamp;
};

export type ConsortiumChangeAct = {
  consortium_id: string;
  change_id: string;
  id: Generated<string>;
  action: string;
  text: string;
  person_id: string;
  at: GeneratedTimestamp;
};

export type CouncilContact = {
  consortium_id: string;
  seat_id: string;
  email: Generated<string>;
  phone: Generated<string>;
};

export type CouncilSeat = {
  consortium_id: string;
  id: Generated<string>;
  party: string;
  role: string;
  organisation: string;
  member_id: string | null;
  name: string;
  from_day: string;
  to_day: string;
  elected_by: Json;
  ended_on: string | null;
  ended_by: Json | null;
  last_day: Generated<string>;
  version: Generated<number>;
  person_id: string;
  at: GeneratedTimestamp;
};

export type CouncilSubstitute = {
  consortium_id: string;
  seat_id: string;
  id: Generated<string>;
  name: string;
  from_day: string;
  to_day: string;
  person_id: string;
  at: GeneratedTimestamp;
};

export type Cultivation = {
  consortium_id: string;
  batch_id: string;
  since: string;
};

export type Decision = {
  batch_id: string;
  version: number;
  items: Json;
  reason: Generated<string>;
  state: string;
  basis: Json;
  person_id: string;
  at: GeneratedTimestamp;
};

export type Deduction = {
  consortium_id: string;
  application_id: string;
  id: Generated<string>;
  point: string;
  points: string;
  reason: string;
  entry_id: string | null;
  document_digest: string | null;
  document_name: string | null;
  document_type: string | null;
  reference: Generated<string>;
  made_by: string;
  made_at: GeneratedTimestamp;
  withdrawn_by: string | null;
  withdrawn_at: Timestamp | null;
  withdrawn_reason: string | null;
};

export type DiscIntake = {
  batch_id: string;
  id: string;
  file_name: string;
  bytes: number;
  outcome: string;
  about: Json | null;
  files: number;
  fingerprint: string | null;
  signer_id: string | null;
  problems: Json;
  person_id: string;
  at: GeneratedTimestamp;
};

export type DiscIntakeApplication = {
  batch_id: string;
  intake_id: string;
  application_id: string;
  consortium: string;
  number: number;
  digest: string;
  answers: Json;
  verified: Json;
};

export type DiscKey = {
  unit_id: string;
  fingerprint: string;
  sealed: string;
  made_by: string;
  made_at: GeneratedTimestamp;
};

export type DiscUpload = {
  id: string;
  batch_id: string;
  person_id: string;
  at: GeneratedTimestamp;
};

export type Evidence = {
  consortium_id: string;
  id: string;
  member_id: string | null;
  title: string;
  file_digest: string;
  file_name: string;
  media_type: string;
  bytes: number;
  pages: number | null;
  width: number | null;
  height: number | null;
  period_from: string | null;
  period_to: string | null;
  uploaded_by: string;
  uploaded_at: GeneratedTimestamp;
  withdrawn_at: Timestamp | null;
};

export type EvidenceLink = {
  consortium_id: string;
  evidence_id: string;
  entry_id: string | null;
  point: string | null;
  linked_by: string;
  linked_at: GeneratedTimestamp;
  task_id: string | null;
};

export type EvidenceUpload = {
  consortium_id: string;
  id: Generated<string>;
  person_id: string;
  bytes: number;
  begun_at: GeneratedTimestamp;
};

export type Expert = {
  id: Generated<string>;
  unit_id: string;
  person_id: string | null;
  name: string;
  email: string;
  province: Generated<string>;
  employer: Generated<string>;
  fields: Generated<string[]>;
  past: Generated<string[]>;
  load: Generated<number>;
  retired: Generated<boolean>;
  version: Generated<number>;
  changed_by: string | null;
  changed_at: GeneratedTimestamp;
  invitation_id: string | null;
};

export type ExpertDraw = {
  batch_id: string;
  number: number;
  strata: Json;
  pool: Json;
  pool_digest: string;
  excluded: Json;
  commitment: string;
  seed: string | null;
  committed_by: string;
  committed_at: GeneratedTimestamp;
  drawn_by: string | null;
  drawn_at: Timestamp | null;
};

export type ExpertReplacement = {
  batch_id: string;
  id: Generated<string>;
  out_expert: string;
  in_expert: string | null;
  draw: number;
  stratum: number;
  position: number | null;
  reason: string;
  person_id: string;
  at: GeneratedTimestamp;
};

export type ExpertTie = {
  batch_id: string;
  consortium_id: string;
  application_id: string;
  expert_id: string;
  kind: string;
  source: string;
  reason: string;
  dismissed: string | null;
  person_id: string;
  at: GeneratedTimestamp;
};

export type Fair = {
  consortium_id: string;
  id: Generated<string>;
  title: string;
  state: Generated<string>;
  wishes_until: Timestamp;
  rankings_until: Timestamp;
  digest: string | null;
  placed_at: Timestamp | null;
  version: Generated<number>;
  person_id: string;
  at: GeneratedTimestamp;
};

export type FairPosition = {
  consortium_id: string;
  fair_id: string;
  position_id: string;
  quota: number;
  ranking: Generated<string[]>;
  outcome: string[] | null;
  version: Generated<number>;
};

export type FairStudent = {
  consortium_id: string;
  fair_id: string;
  id: Generated<string>;
  number: number;
  member_id: string;
  name: string;
  major: string;
  skills: Generated<string[]>;
  is_minor: boolean;
  pass_hash: string | null;
  guardian_hash: string | null;
  consented_at: Timestamp | null;
  guardian_at: Timestamp | null;
  erased_at: Timestamp | null;
  is_counted: Generated<boolean>;
  wishes: Generated<string[]>;
  mate: number | null;
  position_id: string | null;
  outcome: Json | null;
  version: Generated<number>;
};

export type FigureCode = {
  consortium_id: string;
  code: string;
  figure: string;
  year: number;
  stood: Json;
  digest: Buffer;
  entries: Json | null;
  printed_by: string;
  printed_at: GeneratedTimestamp;
};

export type Finding = {
  consortium_id: string;
  application_id: string;
  id: string;
  number: number;
  cell: string | null;
  entry_id: string | null;
  text: string;
  place: Generated<string>;
  seen_at: Timestamp;
  person_id: string;
  at: GeneratedTimestamp;
  answer: string | null;
  answered_by: string | null;
  answered_at: Timestamp | null;
  stage: Generated<string>;
};

export type FindingFile = {
  consortium_id: string;
  application_id: string;
  finding_id: string;
  digest: string;
  name: string;
  media_type: string;
  bytes: number;
  person_id: string;
  at: GeneratedTimestamp;
};

export type FormalItem = {
  consortium_id: string;
  application_id: string;
  item: string;
  result: string;
  reason: Generated<string>;
  person_id: string;
  at: GeneratedTimestamp;
  answer: string | null;
  answered_by: string | null;
  answered_at: Timestamp | null;
  version: Generated<number>;
};

export type FormalResult = {
  consortium_id: string;
  application_id: string;
  id: Generated<string>;
  decision: string;
  reason: Generated<string>;
  items: Json;
  person_id: string;
  at: GeneratedTimestamp;
};

export type FrontPage = {
  consortium_id: string;
  introduction: Generated<string>;
  contact: Generated<string>;
  sections: string[];
  version: Generated<number>;
  person_id: string;
  at: GeneratedTimestamp;
};

export type FrontPageEdition = {
  consortium_id: string;
  number: number;
  introduction: string;
  contact: string;
  sections: string[];
  person_id: string;
  published_at: GeneratedTimestamp;
  withdrawn_at: Timestamp | null;
};

export type FundAct = {
  consortium_id: string;
  spending_id: string;
  id: Generated<string>;
  action: string;
  step: number | null;
  for_id: string | null;
  resolution: string | null;
  text: Generated<string>;
  person_id: string;
  at: GeneratedTimestamp;
};

export type FundDeputy = {
  consortium_id: string;
  id: Generated<string>;
  person_id: string;
  deputy_id: string;
  from_day: string;
  to_day: string;
  named_at: GeneratedTimestamp;
};

export type FundLine = {
  consortium_id: string;
  id: Generated<string>;
  year: number;
  name: string;
  department: string;
  amount: Generated<string>;
  person_id: string;
  at: GeneratedTimestamp;
};

export type FundLineChange = {
  consortium_id: string;
  id: Generated<string>;
  line_id: string;
  amount: string;
  reason: string;
  state: Generated<string>;
  asked_by: string;
  asked_at: GeneratedTimestamp;
  authority: string | null;
  resolution: string | null;
  remark: Generated<string>;
  decided_by: string | null;
  decided_at: Timestamp | null;
};

export type FundPlan = {
  consortium_id: string;
  id: Generated<string>;
  year: number;
  source: string;
  payer: string;
  member_id: string | null;
  planned: string;
  due_on: string | null;
  note: Generated<string>;
  version: Generated<number>;
  person_id: string;
  at: GeneratedTimestamp;
};

export type FundReceipt = {
  consortium_id: string;
  id: Generated<string>;
  plan_id: string;
  year: number;
  received_on: string;
  amount: string;
  voucher: string;
  person_id: string;
  at: GeneratedTimestamp;
  reversed_by: string | null;
  reversed_at: Timestamp | null;
  reason: string | null;
};

export type FundSpending = {
  consortium_id: string;
  id: Generated<string>;
  year: number;
  number: Generated<number>;
  line_id: string;
  title: string;
  payee: string;
  purpose: Generated<string>;
  amount: string;
  steps: Json;
  state: Generated<string>;
  asked_by: string;
  asked_at: GeneratedTimestamp;
  paid_on: string | null;
  voucher: string | null;
  version: Generated<number>;
};

export type FundTold = {
  consortium_id: string;
  subject_id: string;
  reminder: string;
  at: GeneratedTimestamp;
};

export type FundVoucher = {
  consortium_id: string;
  spending_id: string;
  evidence_id: string;
  linked_by: string;
  linked_at: GeneratedTimestamp;
};

export type FundYear = {
  consortium_id: string;
  year: number;
  opening: string | null;
  closing: string | null;
  opened_by: string;
  opened_at: GeneratedTimestamp;
  closed_by: string | null;
  closed_at: Timestamp | null;
};

export type GoverningDocument = {
  consortium_id: string;
  id: Generated<string>;
  kind: string;
  title: string;
  readers: string[];
  person_id: string;
  at: GeneratedTimestamp;
};

export type GoverningDocumentAct = {
  consortium_id: string;
  version_id: string;
  id: Generated<string>;
  action: string;
  text: Generated<string>;
  person_id: string;
  at: GeneratedTimestamp;
};

export type GoverningDocumentReceipt = {
  consortium_id: string;
  version_id: string;
  person_id: string;
  at: GeneratedTimestamp;
};

export type GoverningDocumentVersion = {
  consortium_id: string;
  id: Generated<string>;
  document_id: string;
  number: number;
  state: Generated<string>;
  version: Generated<number>;
  note: Generated<string>;
  text: string;
  pages: Generated<number[]>;
  file_digest: string | null;
  file_name: string | null;
  media_type: string | null;
  bytes: number | null;
  submitted_by: string | null;
  approved_by: string | null;
  resolution: string | null;
  approver: string | null;
  approved_at: Timestamp | null;
  effective_on: string | null;
  repealed_on: string | null;
  folded_title: string;
  folded: string;
  person_id: string;
  at: GeneratedTimestamp;
  terms: number[];
  resolution_id: string | null;
};

export type Honour = {
  consortium_id: string;
  id: Generated<string>;
  recipient: string;
  member_id: string | null;
  name: string;
  title: string;
  awarder: string;
  level: string | null;
  kind: string | null;
  merit: Generated<string>;
  appraisal_id: string | null;
  decision: Generated<string>;
  awarded_on: string;
  number: number | null;
  award_year: Generated<number>;
  revoked_on: string | null;
  revoked_by: string | null;
  version: Generated<number>;
  person_id: string;
  at: GeneratedTimestamp;
};

export type IdempotencyKey = {
  person_id: string;
  key: string;
  digest: string;
  status: number | null;
  body: Json | null;
  created_at: GeneratedTimestamp;
};

export type Inquiry = {
  consortium_id: string;
  application_id: string;
  id: Generated<string>;
  question_id: string;
  text: string;
  is_forwarded: boolean;
  sent_by: string;
  sent_at: GeneratedTimestamp;
  answer: string | null;
  answered_by: string | null;
  answered_at: Timestamp | null;
  released_at: Timestamp | null;
};

export type Installation = {
  id: Generated<boolean>;
  example: Generated<boolean>;
};

export type Invitation = {
  id: Generated<string>;
  token_hash: string;
  unit_id: string;
  role: string;
  email: string | null;
  invited_by: string | null;
  created_at: GeneratedTimestamp;
  expires_at: Timestamp;
  accepted_at: Timestamp | null;
  accepted_by: string | null;
};

export type InviteRight = {
  inviter: string;
  role: string;
};

export type Job = {
  consortium_id: string;
  id: string;
  kind: string;
  state: Generated<string>;
  done: Generated<number>;
  total: number | null;
  text: Generated<string>;
  parameters: Json;
  result: Json | null;
  message: string | null;
  created_by: string;
  created_at: GeneratedTimestamp;
  updated_at: GeneratedTimestamp;
  taken_by: string | null;
  taken_at: Timestamp | null;
  attempts: Generated<number>;
};

export type LastLook = {
  consortium_id: string;
  application_id: string;
  person_id: string;
  number: number;
  at: GeneratedTimestamp;
};

export type LeadingIndustry = {
  consortium_id: string;
  industry: string;
  person_id: string;
  at: GeneratedTimestamp;
};

export type LedgerDistinct = {
  consortium_id: string;
  first_id: string;
  second_id: string;
  person_id: string;
  at: GeneratedTimestamp;
};

export type LedgerEntry = {
  consortium_id: string;
  id: string;
  kind: string;
  identity: Buffer;
  values: Json;
  standing: string;
  voices: Json;
  parties: string[];
  awaited: string[];
  facts: Json;
  from_year: number | null;
  to_year: number | null;
  warnings: GeneratedJson;
  person_key: string | null;
  version: number;
  returned: Generated<boolean>;
  created_by: string;
  created_at: Timestamp;
  changed_at: Timestamp;
};

export type LedgerEntryHistory = {
  consortium_id: string;
  entry_id: string;
  version: number;
  action: string;
  side: string;
  change: Json;
  reason: string | null;
  person_id: string;
  at: Timestamp;
};

export type LedgerFigure = {
  consortium_id: string;
  figure: string;
  year: number;
  standing: string;
  amount: string;
  base: string | null;
  entries: number;
};

export type LedgerFiling = {
  consortium_id: string;
  member_id: string;
  year: number;
  declared_by: string;
  declared_at: GeneratedTimestamp;
};

export type LedgerHead = {
  consortium_id: string;
  sequence: Generated<number>;
};

export type LedgerPace = {
  consortium_id: string;
  figure: string;
  year: number;
  amounts: number[];
  bases: number[] | null;
};

export type LedgerPaceHead = {
  consortium_id: string;
  sequence: number;
  days: Json;
};

export type LedgerParty = {
  consortium_id: string;
  member_id: string;
  kind: string;
  entry_id: string;
  role: string;
};

export type LedgerRemark = {
  consortium_id: string;
  entry_id: string;
  id: Generated<string>;
  kind: string;
  field: string | null;
  text: string;
  person_id: string;
  at: GeneratedTimestamp;
};

export type LedgerRestatement = {
  consortium_id: string;
  year: number;
  sequence: number;
  figure: string;
  before: Json;
  after: Json;
  entry_ids: string[];
  reason: string;
  person_id: string;
  at: Timestamp;
};

export type LedgerSource = {
  consortium_id: string;
  noun: string;
  record_id: string;
  kind: string;
  entry_id: string;
};

export type LedgerYear = {
  consortium_id: string;
  year: number;
  figures: Json;
  digest: string;
  closed_by: string;
  closed_at: Timestamp;
};

export type MajorCase = {
  consortium_id: string;
  id: Generated<string>;
  member_id: string;
  major: string;
  state: Generated<string>;
  why: string;
  opened_with: Json;
  action: Generated<string>;
  decided_by: string | null;
  decided_on: string | null;
  reference: Generated<string>;
  resolution_id: string | null;
  basis: Generated<string>;
  effect: Generated<string>;
  closed_with: Json | null;
  closed_on: string | null;
  version: Generated<number>;
  person_id: string;
  at: GeneratedTimestamp;
};

export type MajorCaseFinding = {
  consortium_id: string;
  case_id: string;
  id: Generated<string>;
  text: string;
  evidence_id: string | null;
  person_id: string;
  at: GeneratedTimestamp;
};

export type MajorOccupation = {
  consortium_id: string;
  major: string;
  occupation: string;
  person_id: string;
  at: GeneratedTimestamp;
};

export type Meeting = {
  consortium_id: string;
  id: Generated<string>;
  kind: string;
  title: string;
  place: Generated<string>;
  opens_at: Timestamp;
  state: Generated<string>;
  short_notice: Generated<string>;
  charter_version: number | null;
  item_id: string | null;
  called_at: Timestamp | null;
  opened_at: Timestamp | null;
  closed_at: Timestamp | null;
  version: Generated<number>;
  person_id: string;
  at: GeneratedTimestamp;
};

export type MeetingAttendance = {
  consortium_id: string;
  meeting_id: string;
  seat_id: string;
  id: Generated<string>;
  substitute_id: string | null;
  how: string;
  came_at: GeneratedTimestamp;
  left_at: Timestamp | null;
};

export type MeetingPaper = {
  consortium_id: string;
  meeting_id: string;
  id: Generated<string>;
  name: string;
  digest: string;
  media_type: string;
  bytes: number;
  person_id: string;
  at: GeneratedTimestamp;
  removed_at: Timestamp | null;
};

export type MeetingSeat = {
  consortium_id: string;
  meeting_id: string;
  seat_id: string;
  pass_hash: string | null;
  reply: string | null;
  reply_note: Generated<string>;
  replied_at: Timestamp | null;
  proxy_to: string | null;
  version: Generated<number>;
};

export type Member = {
  consortium_id: string;
  id: string;
  organisation_id: string;
  name: string;
  other_names: Generated<string[]>;
  category: string;
  credit_code: string | null;
  credit_code_override: string | null;
  contact_name: string | null;
  contact_phone: string | null;
  contact_email: string | null;
  joined_on: string;
  left_on: string | null;
  earlier: Generated<string>;
  version: Generated<number>;
};

export type MemberHistory = {
  consortium_id: string;
  member_id: string;
  version: number;
  action: string;
  how: string;
  change: Json;
  person_id: string;
  at: GeneratedTimestamp;
};

export type Minutes = {
  consortium_id: string;
  meeting_id: string;
  version: number;
  id: Generated<string>;
  year: number;
  number: number;
  content: Json;
  due_on: string;
  person_id: string;
  at: GeneratedTimestamp;
};

export type MinutesWord = {
  consortium_id: string;
  meeting_id: string;
  version: number;
  seat_id: string;
  word: string;
  text: Generated<string>;
  at: GeneratedTimestamp;
};

export type MonitoringHead = {
  consortium_id: string;
  sequence: number;
};

export type Motion = {
  consortium_id: string;
  meeting_id: string;
  id: Generated<string>;
  item_id: string;
  kind: string;
  title: string;
  text: string;
  proposer: Generated<string>;
  state: Generated<string>;
  version: Generated<number>;
  person_id: string;
  at: GeneratedTimestamp;
};

export type MotionAmendment = {
  consortium_id: string;
  meeting_id: string;
  motion_id: string;
  id: Generated<string>;
  number: number;
  before: string;
  text: string;
  proposer: string;
  state: Generated<string>;
  person_id: string;
  at: GeneratedTimestamp;
};

export type Notice = {
  consortium_id: string;
  id: Generated<string>;
  person_id: string;
  unit_id: string;
  text: string;
  link: string;
  created_by: string | null;
  created_at: GeneratedTimestamp;
  read_at: Timestamp | null;
};

export type NoticeOutbox = {
  consortium_id: string;
  id: Generated<string>;
  event: string;
  entry_id: string | null;
  unit_id: string;
  webhook_id: string | null;
  payload: Json;
  created_at: GeneratedTimestamp;
  delivered_at: Timestamp | null;
  failed_at: Timestamp | null;
  attempts: Generated<number>;
  next_attempt_at: GeneratedTimestamp;
  error: string | null;
};

export type Objection = {
  batch_id: string;
  id: Generated<string>;
  consortium_id: string | null;
  text: string;
  name: string;
  contact: string;
  recorded_by: string | null;
  received_on: Generated<string>;
  at: GeneratedTimestamp;
  answer: string | null;
  decision: string | null;
  shown: Generated<boolean>;
  answered_by: string | null;
  answered_at: Timestamp | null;
};

export type Organisation = {
  id: Generated<string>;
  name: string;
  credit_code: string | null;
};

export type Outcome = {
  consortium_id: string;
  application_id: string;
  batch_id: string;
  listed: boolean;
  comments: Json;
  at: GeneratedTimestamp;
};

export type Pack = {
  digest: string;
  pack_id: string;
  content: Json;
  stored_at: GeneratedTimestamp;
};

export type PackReturnTransition = {
  pack_digest: string;
  from_state: string;
  action: string;
  to_state: string;
  role: string;
};

export type PackTransition = {
  pack_digest: string;
  from_state: string;
  action: string;
  to_state: string;
  role: string;
};

export type Person = {
  id: Generated<string>;
  name: string;
  email: string;
  email_verified: Generated<boolean>;
  image: string | null;
  two_factor_enabled: Generated<boolean>;
  created_at: GeneratedTimestamp;
  updated_at: GeneratedTimestamp;
};

export type Post = {
  consortium_id: string;
  id: Generated<string>;
  title: string;
  kind: string;
  member_id: string | null;
  places: number;
  conditions: string;
  course: Generated<string>;
  closes_on: string;
  version: Generated<number>;
  person_id: string;
  at: GeneratedTimestamp;
};

export type PostApplication = {
  consortium_id: string;
  post_id: string;
  id: Generated<string>;
  member_id: string;
  name: string;
  statement: string;
  consented_at: GeneratedTimestamp;
  state: Generated<string>;
  version: Generated<number>;
  person_id: string;
};

export type PostAppointment = {
  consortium_id: string;
  post_id: string;
  id: Generated<string>;
  application_id: string | null;
  member_id: string;
  name: string;
  hours: Generated<string>;
  from_day: string;
  to_day: string;
  ended_on: string | null;
  ended_by: string | null;
  last_day: Generated<string>;
  version: Generated<number>;
  person_id: string;
  at: GeneratedTimestamp;
};

export type ProgrammeOutcome = {
  consortium_id: string;
  programme_id: string;
  member_id: string;
  planned: number | null;
  admitted: number | null;
  graduates: number | null;
  employed: number | null;
  version: Generated<number>;
  person_id: string;
  at: GeneratedTimestamp;
};

export type PublicChange = {
  id: number;
  changed_at: GeneratedTimestamp;
};

export type Publication = {
  batch_id: string;
  id: Generated<string>;
  kind: string;
  number: Generated<string>;
  title: string;
  published_on: string;
  content: Json;
  digest: string;
  person_id: string;
  at: GeneratedTimestamp;
};

export type QualityAct = {
  consortium_id: string;
  finding_id: string;
  id: Generated<string>;
  act: string;
  text: Generated<string>;
  person_id: string;
  at: GeneratedTimestamp;
};

export type QualityBand = {
  peer_group: string;
  figure: string;
  year: number;
  count: number;
  middle: number;
  spread: number;
};

export type QualityFinding = {
  consortium_id: string;
  id: Generated<string>;
  rule: string;
  year: number;
  subject: string;
  severity: string;
  text: string;
  figures: string[];
  basis: string[];
  assignee_id: string;
  state: Generated<string>;
  version: Generated<number>;
  first_found_at: Timestamp;
  found_at: Timestamp;
};

export type QualityMatch = {
  consortium_id: string;
  finding_id: string;
  other_consortium_id: string;
  what: string;
};

export type QualityRun = {
  unit_id: string;
  id: string;
  consortia: number;
  found: number;
  opened: number;
  gone: number;
  person_id: string;
  at: GeneratedTimestamp;
};

export type QualityScore = {
  consortium_id: string;
  year: number;
  measures: Json;
  peer_group: string | null;
  compared_at: Timestamp | null;
  checked_at: Timestamp;
};

export type Reader = {
  consortium_id: string;
  application_id: string;
  expert_id: string;
  batch_id: string;
  how: string;
  assigned_by: string;
  assigned_at: GeneratedTimestamp;
  removed_at: Timestamp | null;
  removed_reason: string | null;
  submitted_at: Timestamp | null;
};

export type ReadingNote = {
  consortium_id: string;
  application_id: string;
  person_id: string;
  point: string;
  text: string;
  version: Generated<number>;
  changed_at: GeneratedTimestamp;
};

export type ReadingQuestion = {
  consortium_id: string;
  application_id: string;
  id: string;
  expert_id: string;
  point: string | null;
  text: string;
  asked_at: GeneratedTimestamp;
};

export type ReadingScore = {
  consortium_id: string;
  application_id: string;
  expert_id: string;
  point: string;
  score: string | null;
  reason: Generated<string>;
  version: Generated<number>;
  changed_at: GeneratedTimestamp;
};

export type Recommendation = {
  batch_id: string;
  unit_id: string;
  version: Generated<number>;
  items: Json;
  opinion: Generated<string>;
  changed_by: string;
  changed_at: GeneratedTimestamp;
  submitted_by: string | null;
  submitted_at: Timestamp | null;
};

export type Recusal = {
  consortium_id: string;
  meeting_id: string;
  motion_id: string;
  seat_id: string;
  reason: string;
  at: GeneratedTimestamp;
};

export type Remark = {
  consortium_id: string;
  application_id: string;
  id: Generated<string>;
  number: number;
  cell: string | null;
  text: string;
  person_id: string;
  at: GeneratedTimestamp;
};

export type Reminder = {
  consortium_id: string;
  member_id: string;
  day: string;
  person_id: string | null;
  at: GeneratedTimestamp;
};

export type RepeatedText = {
  consortium_id: string;
  application_id: string;
  id: Generated<string>;
  batch_id: string;
  number: number;
  cell: string;
  start: number;
  before: string;
  text: string;
  after: string;
  length: number;
  other_consortium_id: string;
  other_application_id: string;
  other_cell: string;
  other_before: string;
  other_text: string;
  other_after: string;
};

export type Resolution = {
  consortium_id: string;
  meeting_id: string;
  motion_id: string;
  id: Generated<string>;
  year: number;
  number: number;
  title: string;
  text: string;
  adopted_on: string;
  basis: string;
  person_id: string;
  at: GeneratedTimestamp;
};

export type Resource = {
  consortium_id: string;
  id: Generated<string>;
  member_id: string;
  kind: string;
  name: string;
  place: Generated<string>;
  description: Generated<string>;
  conditions: Generated<string>;
  capacity: number;
  needs_approval: boolean;
  price: Generated<string>;
  quota_hours: number | null;
  opening: GeneratedJson;
  details: Json | null;
  is_withdrawn: Generated<boolean>;
  feed_hash: string | null;
  version: Generated<number>;
  person_id: string;
  at: GeneratedTimestamp;
  is_public: Generated<boolean>;
};

export type ResourceBlackout = {
  consortium_id: string;
  id: Generated<string>;
  resource_id: string;
  starts_at: Timestamp;
  ends_at: Timestamp;
  reason: string;
  person_id: string;
  at: GeneratedTimestamp;
};

export type ResourceBooking = {
  consortium_id: string;
  id: Generated<string>;
  resource_id: string;
  host_id: Generated<string>;
  member_id: string;
  series_id: string | null;
  starts_at: Timestamp;
  ends_at: Timestamp;
  place: number | null;
  purpose: string;
  amount: string;
  state: string;
  remark: Generated<string>;
  version: Generated<number>;
  person_id: string;
  at: GeneratedTimestamp;
  class_id: string | null;
};

export type ResourcePhoto = {
  consortium_id: string;
  resource_id: string;
  evidence_id: string;
  linked_by: string;
  linked_at: GeneratedTimestamp;
};

export type Revision = {
  consortium_id: string;
  application_id: string;
  number: number;
  sequence: number;
  idempotency_key: string | null;
  answers: Json;
  pack_digest: string;
  findings: Json;
  reasons: Json;
  digest: string;
  receipt_number: string;
  submitted_by: string;
  taken_at: Timestamp;
};

export type RevisionConfirmation = {
  consortium_id: string;
  application_id: string;
  number: number;
  role: string;
  person_id: string;
  at: GeneratedTimestamp;
};

export type RevisionDocument = {
  consortium_id: string;
  application_id: string;
  number: number;
  kind: string;
  bytes: Buffer;
};

export type RoleAssignment = {
  person_id: string;
  unit_id: string;
  role: string;
  granted_by: string | null;
  granted_at: GeneratedTimestamp;
};

export type RoleRight = {
  role: string;
  right: string;
};

export type SavedView = {
  id: Generated<string>;
  unit_id: string;
  person_id: string;
  name: string;
  path: string;
  view: Json;
  shared: Generated<boolean>;
  version: Generated<number>;
  changed_at: GeneratedTimestamp;
};

export type Scenario = {
  batch_id: string;
  id: Generated<string>;
  name: string;
  parameters: Json;
  result: Json;
  person_id: string;
  at: GeneratedTimestamp;
};

export type SealedSeed = {
  batch_id: string;
  number: number;
  seed: string;
};

export type SignInFailure = {
  email: string;
  at: GeneratedTimestamp;
};

export type SignedPaper = {
  batch_id: string;
  unit_id: string;
  id: Generated<string>;
  kind: string;
  consortium_id: string | null;
  application_id: string | null;
  digest: string;
  name: string;
  media_type: string;
  bytes: number;
  pages: number | null;
  person_id: string;
  at: GeneratedTimestamp;
  removed_at: Timestamp | null;
};

export type SkillCandidate = {
  consortium_id: string;
  session_id: string;
  id: Generated<string>;
  member_id: string;
  number: number;
  name: string;
  origin: Generated<string>;
  is_absent: Generated<boolean>;
  theory: string | null;
  practice: string | null;
  version: Generated<number>;
};

export type SkillSession = {
  consortium_id: string;
  id: Generated<string>;
  member_id: string;
  occupation: string;
  level: string;
  held_on: string;
  place: Generated<string>;
  pass_mark: Generated<number>;
  state: Generated<string>;
  version: Generated<number>;
  person_id: string;
  at: GeneratedTimestamp;
};

export type SpotCheck = {
  consortium_id: string;
  application_id: string;
  number: number;
  seed: string;
  pool_digest: string;
  pool_size: number;
  person_id: string;
  drawn_at: GeneratedTimestamp;
};

export type SpotCheckEntry = {
  consortium_id: string;
  application_id: string;
  number: number;
  entry_id: string;
  position: number;
  how: string;
  risks: string[];
  verdict: string | null;
  note: Generated<string>;
  person_id: string | null;
  at: Timestamp | null;
  version: Generated<number>;
  corrected: Json | null;
};

export type Staff = {
  consortium_id: string;
  id: Generated<string>;
  name: string;
  member_id: string | null;
  unit: string;
  employment: string;
  duty: string;
  account_id: string | null;
  from_day: string;
  ended_on: string | null;
  ended_by: string | null;
  version: Generated<number>;
  person_id: string;
  at: GeneratedTimestamp;
};

export type StandingEvent = {
  consortium_id: string;
  id: Generated<string>;
  sequence: Generated<number>;
  standing: string;
  from_day: string;
  until: string | null;
  reason: string;
  document: Generated<string>;
  cause: Json;
  decided_by: string;
  at: GeneratedTimestamp;
};

export type SupportPolicy = {
  consortium_id: string;
  id: Generated<string>;
  field: string;
  title: string;
  number: string;
  issuer: string;
  issued_on: string;
  ends_on: string | null;
  withdrawn: Generated<boolean>;
  version: Generated<number>;
  person_id: string;
  at: GeneratedTimestamp;
};

export type SupportPolicyApplication = {
  consortium_id: string;
  policy_id: string;
  clause_id: string;
  id: Generated<string>;
  member_id: string;
  text: Generated<string>;
  fit: Json;
  state: Generated<string>;
  reason: Generated<string>;
  applied_by: string;
  applied_at: GeneratedTimestamp;
  decided_by: string | null;
  decided_at: Timestamp | null;
  version: Generated<number>;
};

export type SupportPolicyClause = {
  consortium_id: string;
  policy_id: string;
  id: Generated<string>;
  position: number;
  clause: string;
  measure: string;
  beneficiaries: Generated<string>;
  conditions: Json;
  limits: Generated<string>;
  how_to_apply: Generated<string>;
  contact: Generated<string>;
  applies_from: string | null;
  applies_until: string | null;
};

export type SupportPolicyGrant = {
  consortium_id: string;
  policy_id: string;
  clause_id: string;
  id: Generated<string>;
  member_id: string;
  application_id: string | null;
  granted_on: string;
  amount_wan: string | null;
  what: Generated<string>;
  voucher: Generated<string>;
  evidence_id: string | null;
  is_shown: Generated<boolean>;
  withdrawn_at: Timestamp | null;
  person_id: string;
  at: GeneratedTimestamp;
};

export type SupportPolicyTold = {
  consortium_id: string;
  policy_id: string;
  member_id: string;
  told_on: string;
};

export type TalentApplication = {
  consortium_id: string;
  id: Generated<string>;
  position_id: string;
  profile_id: string;
  school_id: string;
  enterprise_id: string;
  kind: string;
  state: Generated<string>;
  note: Generated<string>;
  interview_at: Timestamp | null;
  interview_place: Generated<string>;
  answer: Generated<string>;
  offer_until: string | null;
  starts_on: string | null;
  ends_on: string | null;
  pay: number | null;
  guardian_at: Timestamp | null;
  school_at: Timestamp | null;
  school_person: string | null;
  school_remark: Generated<string>;
  apprenticeship_id: string | null;
  version: Generated<number>;
  at: GeneratedTimestamp;
  changed_at: GeneratedTimestamp;
  post: Generated<string>;
  place: Generated<string>;
  probation_months: number | null;
  offered_at: Timestamp | null;
  accepted_at: Timestamp | null;
};

export type TalentDemand = {
  consortium_id: string;
  id: Generated<string>;
  member_id: string;
  position: string;
  occupation: string;
  level: string;
  year: number;
  headcount: number;
  person_id: string;
  at: GeneratedTimestamp;
  occupation_code: string | null;
};

export type TalentIndustry = {
  consortium_id: string;
  member_id: string;
  industry: string;
  person_id: string;
  at: GeneratedTimestamp;
};

export type TalentPosition = {
  consortium_id: string;
  id: Generated<string>;
  member_id: string;
  kind: string;
  title: string;
  occupation: Generated<string>;
  level: string;
  skills: Generated<string[]>;
  headcount: number;
  starts_on: string | null;
  ends_on: string | null;
  pay_from: number | null;
  pay_to: number | null;
  place: string;
  expires_on: string;
  is_withdrawn: Generated<boolean>;
  version: Generated<number>;
  person_id: string;
  at: GeneratedTimestamp;
  occupation_code: string | null;
  folded: Generated<string>;
  terms: Generated<number[]>;
  batch: Generated<number>;
  source: Generated<string>;
  external_id: string | null;
  is_public: Generated<boolean>;
  public_at: Timestamp | null;
  changed_at: GeneratedTimestamp;
};

export type TalentProfile = {
  consortium_id: string;
  id: Generated<string>;
  number: number;
  member_id: string;
  name: string;
  major: string;
  major_code: string | null;
  level: string;
  skills: Generated<string[]>;
  place: Generated<string>;
  is_minor: boolean;
  pass_hash: string | null;
  guardian_hash: string | null;
  consented_at: Timestamp | null;
  guardian_at: Timestamp | null;
  erased_at: Timestamp | null;
  is_agreed: Generated<boolean>;
  version: Generated<number>;
  at: GeneratedTimestamp;
};

export type TalentProgramme = {
  consortium_id: string;
  id: Generated<string>;
  member_id: string;
  major: string;
  enrolled_in: number;
  graduates_in: number;
  size: number;
  skills: Generated<string[]>;
  version: Generated<number>;
  person_id: string;
  at: GeneratedTimestamp;
  major_code: string | null;
  source: Generated<string>;
  external_id: string | null;
};

export type TalentReport = {
  consortium_id: string;
  id: Generated<string>;
  member_id: string;
  year: number;
  title: string;
  state: Generated<string>;
  figures: Json;
  content: Json | null;
  digest: string | null;
  published_on: string | null;
  withdrawn_because: Generated<string>;
  version: Generated<number>;
  person_id: string;
  at: GeneratedTimestamp;
};

export type TalentReportText = {
  consortium_id: string;
  report_id: string;
  part: string;
  version: number;
  text: string | null;
  person_id: string;
  at: GeneratedTimestamp;
};

export type Task = {
  consortium_id: string;
  id: Generated<string>;
  title: string;
  key_task: Generated<string>;
  duty: Generated<string>;
  department: string | null;
  member_id: string | null;
  person_id: string | null;
  starts_on: string;
  due_on: string;
  done_on: string | null;
  origin: string;
  origin_id: string | null;
  origin_text: Generated<string>;
  points: Generated<string[]>;
  state: Generated<string>;
  version: Generated<number>;
  opened_by: string;
  opened_at: GeneratedTimestamp;
};

export type TaskAct = {
  consortium_id: string;
  task_id: string;
  id: Generated<string>;
  action: string;
  text: Generated<string>;
  person_id: string;
  at: GeneratedTimestamp;
};

export type TaskCheck = {
  consortium_id: string;
  task_id: string;
  id: Generated<string>;
  position: number;
  text: string;
  due_on: string | null;
  done_by: string | null;
  done_at: Timestamp | null;
};

export type TaskDependency = {
  consortium_id: string;
  task_id: string;
  after_id: string;
};

export type TaskFeed = {
  consortium_id: string;
  person_id: string;
  token_hash: string;
  made_at: GeneratedTimestamp;
};

export type TaskTold = {
  consortium_id: string;
  task_id: string;
  due_on: string;
  reminder: string;
  at: GeneratedTimestamp;
};

export type TechnologyAdmission = {
  consortium_id: string;
  need_id: string;
  member_id: string;
  state: string;
  reason: Generated<string>;
  person_id: string;
  at: GeneratedTimestamp;
};

export type TechnologyAmendment = {
  consortium_id: string;
  id: Generated<string>;
  contract_id: string;
  number: string;
  signed_on: string;
  reason: string;
  amount: string;
  milestones: Json;
  amount_before: string;
  milestones_before: Json;
  proposed_by: string;
  state: Generated<string>;
  decided_at: Timestamp | null;
  decided_by: string | null;
  made_version: number | null;
  file_digest: string | null;
  file_name: string | null;
  media_type: string | null;
  bytes: number | null;
  person_id: string;
  at: GeneratedTimestamp;
};

export type TechnologyBid = {
  consortium_id: string;
  id: Generated<string>;
  call_id: string;
  member_id: string;
  amount: string;
  days: number;
  plan: string;
  person_id: string;
  at: GeneratedTimestamp;
};

export type TechnologyBidFile = {
  consortium_id: string;
  id: string;
  call_id: string;
  bid_id: string;
  file_digest: string;
  file_name: string;
  media_type: string;
  bytes: number;
  person_id: string;
  at: GeneratedTimestamp;
};

export type TechnologyCall = {
  consortium_id: string;
  id: Generated<string>;
  need_id: string;
  requirements: string;
  closes_at: Timestamp;
  state: Generated<string>;
  opened_at: Timestamp | null;
  opened_by: string | null;
  winner_id: string | null;
  decision: Generated<string>;
  version: Generated<number>;
  person_id: string;
  at: GeneratedTimestamp;
};

export type TechnologyCapability = {
  consortium_id: string;
  id: Generated<string>;
  member_id: string;
  kind: string;
  name: string;
  field: string;
  keywords: Generated<string[]>;
  serves: Generated<string[]>;
  description: Generated<string>;
  opened_on: string;
  closed_on: string | null;
  checked_at: Timestamp | null;
  checked_by: string | null;
  version: Generated<number>;
  person_id: string;
  at: GeneratedTimestamp;
};

export type TechnologyContract = {
  consortium_id: string;
  id: Generated<string>;
  need_id: string | null;
  call_id: string | null;
  provider_id: string;
  enterprise_id: string;
  title: string;
  amount: string;
  signed_on: string;
  proposed_by: string;
  state: Generated<string>;
  accepted_on: string | null;
  version: Generated<number>;
  person_id: string;
  at: GeneratedTimestamp;
};

export type TechnologyJudge = {
  consortium_id: string;
  call_id: string;
  person_id: string;
  named_by: string;
  at: GeneratedTimestamp;
};

export type TechnologyMilestone = {
  consortium_id: string;
  contract_id: string;
  number: number;
  title: string;
  due_on: string;
  delivered_on: string | null;
  accepted_on: string | null;
};

export type TechnologyNeed = {
  consortium_id: string;
  id: Generated<string>;
  member_id: string;
  title: string;
  field: string;
  kind: string;
  keywords: Generated<string[]>;
  budget: string;
  openness: string;
  summary: string;
  published_on: Generated<string>;
  closed_on: string | null;
  checked_at: Timestamp | null;
  checked_by: string | null;
  version: Generated<number>;
  person_id: string;
  at: GeneratedTimestamp;
  public_at: Timestamp | null;
  changed_at: GeneratedTimestamp;
};

export type TechnologyNeedDetail = {
  consortium_id: string;
  need_id: string;
  text: Generated<string>;
};

export type TechnologyNeedFile = {
  consortium_id: string;
  id: string;
  need_id: string;
  file_digest: string;
  file_name: string;
  media_type: string;
  bytes: number;
  person_id: string;
  at: GeneratedTimestamp;
};

export type TechnologyQuestion = {
  consortium_id: string;
  id: Generated<string>;
  call_id: string;
  member_id: string;
  text: string;
  answer: Generated<string>;
  person_id: string;
  at: GeneratedTimestamp;
};

export type TechnologyReceipt = {
  consortium_id: string;
  id: Generated<string>;
  contract_id: string;
  voucher: string;
  amount: string;
  received_on: string;
  evidence_id: string;
  confirmed_at: Timestamp | null;
  confirmed_by: string | null;
  person_id: string;
  at: GeneratedTimestamp;
};

export type TechnologyResult = {
  consortium_id: string;
  id: Generated<string>;
  contract_id: string;
  kind: string;
  title: string;
  certificate: string;
  granted_on: string;
  confirmed_at: Timestamp | null;
  confirmed_by: string | null;
  person_id: string;
  at: GeneratedTimestamp;
};

export type TechnologyScore = {
  consortium_id: string;
  call_id: string;
  bid_id: string;
  person_id: string;
  score: number;
  reason: string;
  at: GeneratedTimestamp;
};

export type TechnologyTransfer = {
  consortium_id: string;
  id: Generated<string>;
  contract_id: string;
  way: string;
  transferred_on: string;
  benefit: string | null;
  benefit_note: Generated<string>;
  confirmed_at: Timestamp | null;
  confirmed_by: string | null;
  person_id: string;
  at: GeneratedTimestamp;
};

export type TextComparison = {
  batch_id: string;
  compared_by: string;
  compared_at: GeneratedTimestamp;
  applications: number;
  passages: number;
  least: number;
  most: number;
};

export type TrainingCertificate = {
  consortium_id: string;
  id: Generated<string>;
  member_id: string;
  trainee_id: string | null;
  candidate_id: string | null;
  serial: string;
  content: Json;
  digest: string;
  issued_at: GeneratedTimestamp;
  revoked_at: Timestamp | null;
  revoked_because: Generated<string>;
};

export type TrainingClass = {
  consortium_id: string;
  id: Generated<string>;
  member_id: string;
  course_id: string;
  name: string;
  kind: string;
  audience: string | null;
  need_id: string | null;
  room_id: string | null;
  teacher_id: string | null;
  seats: number;
  days: string[];
  shift: number;
  attendance: Generated<number>;
  pass_mark: number | null;
  state: Generated<string>;
  enrol_hash: string | null;
  version: Generated<number>;
  person_id: string;
  at: GeneratedTimestamp;
  is_public: Generated<boolean>;
};

export type TrainingConfirmation = {
  consortium_id: string;
  class_id: string;
  enterprise_id: string;
  person_id: string;
  at: GeneratedTimestamp;
};

export type TrainingCourse = {
  consortium_id: string;
  id: string;
  member_id: string;
  name: string;
  skills: Generated<string>;
  people: number;
  weeks: number;
  equipment: Generated<string[]>;
  is_withdrawn: Generated<boolean>;
  version: Generated<number>;
  person_id: string;
  at: GeneratedTimestamp;
};

export type TrainingEntry = {
  consortium_id: string;
  id: Generated<string>;
  class_id: string;
  enterprise_id: string | null;
  audience: string | null;
  starts_on: string;
};

export type TrainingNeed = {
  consortium_id: string;
  id: string;
  member_id: string;
  audience: string | null;
  kind: string | null;
  course_id: string;
  site_id: string;
  people: number;
  weight: Generated<number>;
  from_on: string;
  until_on: string;
  shifts: number[];
  note: Generated<string>;
  is_withdrawn: Generated<boolean>;
  version: Generated<number>;
  person_id: string;
  at: GeneratedTimestamp;
};

export type TrainingPlan = {
  consortium_id: string;
  id: Generated<string>;
  year: number;
  km_per_person: Generated<number>;
  most_km: Generated<number>;
  state: Generated<string>;
  value: string | null;
  bound: string | null;
  solved_at: Timestamp | null;
  job_id: string | null;
  version: Generated<number>;
  person_id: string;
  at: GeneratedTimestamp;
};

export type TrainingPlanClass = {
  consortium_id: string;
  plan_id: string;
  id: Generated<string>;
  need_id: string;
  part: number;
  people: number;
  is_pinned: Generated<boolean>;
  week: number | null;
  shift: number | null;
  room_id: string | null;
  teacher_id: string | null;
  reason: string | null;
  class_id: string | null;
};

export type TrainingRoom = {
  consortium_id: string;
  id: string;
  member_id: string;
  site_id: string;
  name: string;
  seats: number;
  equipment: Generated<string[]>;
  resource_id: string | null;
  busy: GeneratedJson;
  is_withdrawn: Generated<boolean>;
  version: Generated<number>;
  person_id: string;
  at: GeneratedTimestamp;
};

export type TrainingSignIn = {
  consortium_id: string;
  trainee_id: string;
  day: string;
  person_id: string | null;
  at: GeneratedTimestamp;
};

export type TrainingSite = {
  consortium_id: string;
  id: string;
  name: string;
  longitude: string;
  latitude: string;
  version: Generated<number>;
  person_id: string;
  at: GeneratedTimestamp;
};

export type TrainingTeacher = {
  consortium_id: string;
  id: string;
  member_id: string;
  site_id: string;
  name: string;
  course_ids: string[];
  most_weeks: number;
  busy: GeneratedJson;
  is_withdrawn: Generated<boolean>;
  version: Generated<number>;
  person_id: string;
  at: GeneratedTimestamp;
};

export type TrainingTrainee = {
  consortium_id: string;
  class_id: string;
  id: Generated<string>;
  member_id: string;
  number: Generated<number>;
  name: string;
  enterprise_id: string | null;
  audience: string | null;
  pass_hash: string | null;
  state: Generated<string>;
  score: string | null;
  satisfaction: number | null;
  opinion: Generated<string>;
  version: Generated<number>;
  erased_at: Timestamp | null;
};

export type Unit = {
  id: Generated<string>;
  kind: string;
  name: string;
  parent_id: string | null;
  created_at: GeneratedTimestamp;
};

export type UnitWithin = {
  ancestor_id: string;
  unit_id: string;
};

export type Verdict = {
  consortium_id: string;
  application_id: string;
  id: Generated<string>;
  number: number;
  cell: string;
  verdict: string;
  value: Json | null;
  reason: Generated<string>;
  person_id: string;
  at: GeneratedTimestamp;
};

export type ViolationAppeal = {
  consortium_id: string;
  case_id: string;
  text: string;
  made_by: string;
  made_at: GeneratedTimestamp;
  outcome: string | null;
  reason: string | null;
  decided_by: string | null;
  decided_at: Timestamp | null;
};

export type ViolationCase = {
  consortium_id: string;
  id: Generated<string>;
  number: Generated<string>;
  origin: string;
  state: Generated<string>;
  version: Generated<number>;
  opened_at: GeneratedTimestamp;
};

export type ViolationDecision = {
  consortium_id: string;
  case_id: string;
  outcome: string;
  standing: string | null;
  from_day: string;
  until: string | null;
  reason: string;
  answer: string;
  document: Generated<string>;
  withdrawn: Json;
  told: Json;
  appeal_until: string;
  decided_by: string;
  at: GeneratedTimestamp;
};

export type ViolationFile = {
  consortium_id: string;
  case_id: string;
  digest: string;
  side: string;
  name: string;
  media_type: string;
  bytes: number;
  person_id: string | null;
  at: GeneratedTimestamp;
};

export type ViolationHearing = {
  consortium_id: string;
  case_id: string;
  id: Generated<string>;
  question: string;
  due_on: string;
  asked_by: string;
  asked_at: GeneratedTimestamp;
  answer: string | null;
  answered_by: string | null;
  answered_at: Timestamp | null;
};

export type ViolationNote = {
  consortium_id: string;
  case_id: string;
  id: Generated<string>;
  text: string;
  person_id: string;
  at: GeneratedTimestamp;
};

export type ViolationReport = {
  consortium_id: string;
  case_id: string;
  text: string;
  facts: GeneratedJson;
  name: Generated<string>;
  contact: Generated<string>;
  secret_hash: string | null;
  opened_by: Generated<string | null>;
};

export type Visit = {
  consortium_id: string;
  application_id: string;
  how: string;
  reason: string;
  city: Generated<string>;
  day: string | null;
  position: number | null;
  conclusion: Generated<string>;
  ended_at: Timestamp | null;
  ended_by: string | null;
  removed_at: Timestamp | null;
  removed_reason: string | null;
  chosen_by: string;
  chosen_at: GeneratedTimestamp;
  version: Generated<number>;
};

export type VisitMember = {
  consortium_id: string;
  application_id: string;
  person_id: string;
  added_by: string;
  added_at: GeneratedTimestamp;
};

export type VisitPoint = {
  consortium_id: string;
  application_id: string;
  id: Generated<string>;
  source: string;
  ref: string;
  text: string;
  outcome: string | null;
  note: Generated<string>;
  person_id: string | null;
  at: Timestamp | null;
  added_at: GeneratedTimestamp;
  version: Generated<number>;
};

export type Vote = {
  consortium_id: string;
  meeting_id: string;
  id: Generated<string>;
  motion_id: string;
  amendment_id: string | null;
  manner: string;
  rules: Json;
  opened_at: GeneratedTimestamp;
  closes_at: Timestamp | null;
  closed_at: Timestamp | null;
  result: Json | null;
  public_key: string | null;
  person_id: string;
};

export type VoteCast = {
  consortium_id: string;
  meeting_id: string;
  vote_id: string;
  seat_id: string;
  choice: string;
  at: GeneratedTimestamp;
};

export type VoteSeat = {
  consortium_id: string;
  meeting_id: string;
  vote_id: string;
  seat_id: string;
  by_seat_id: string;
};

export type Webhook = {
  consortium_id: string;
  id: Generated<string>;
  unit_id: string;
  url: string;
  secret: string;
  events: string[];
  format: string;
  active: Generated<boolean>;
  created_by: string;
  created_at: GeneratedTimestamp;
};

export type Schema = {
  acceptance: Acceptance;
  acceptance_case: AcceptanceCase;
  acceptance_look: AcceptanceLook;
  acceptance_outcome: AcceptanceOutcome;
  acceptance_rectification: AcceptanceRectification;
  acceptance_use: AcceptanceUse;
  agenda_item: AgendaItem;
  alert_rule: AlertRule;
  alert_rule_history: AlertRuleHistory;
  alert_state: AlertState;
  answer: Answer;
  answer_history: AnswerHistory;
  api_token: ApiToken;
  application: Application;
  appraisal: Appraisal;
  appraisal_objection: AppraisalObjection;
  appraisal_scheme: AppraisalScheme;
  appraisal_scheme_version: AppraisalSchemeVersion;
  appraisal_score: AppraisalScore;
  appraisal_subject: AppraisalSubject;
  apprentice: Apprentice;
  apprenticeship: Apprenticeship;
  apprenticeship_amendment: ApprenticeshipAmendment;
  apprenticeship_amendment_signature: ApprenticeshipAmendmentSignature;
  apprenticeship_day: ApprenticeshipDay;
  apprenticeship_entry: ApprenticeshipEntry;
  apprenticeship_signature: ApprenticeshipSignature;
  apprenticeship_student: ApprenticeshipStudent;
  apprenticeship_text: ApprenticeshipText;
  assignment: Assignment;
  audit_event: AuditEvent;
  audit_head: AuditHead;
  auth_account: AuthAccount;
  auth_session: AuthSession;
  auth_two_factor: AuthTwoFactor;
  auth_verification: AuthVerification;
  ballot: Ballot;
  ballot_issue: BallotIssue;
  ballot_key: BallotKey;
  baseline: Baseline;
  batch: Batch;
  batch_expert: BatchExpert;
  batch_extension: BatchExtension;
  batch_stage: BatchStage;
  catalogue_edition: CatalogueEdition;
  certificate: Certificate;
  charter: Charter;
  collection: Collection;
  collection_act: CollectionAct;
  collection_extension: CollectionExtension;
  collection_figure: CollectionFigure;
  collection_handing: CollectionHanding;
  collection_level: CollectionLevel;
  collection_return: CollectionReturn;
  collection_revision: CollectionRevision;
  collection_strike: CollectionStrike;
  collection_text: CollectionText;
  collection_text_history: CollectionTextHistory;
  commitment: Commitment;
  commitment_closing: CommitmentClosing;
  commitment_explanation: CommitmentExplanation;
  commitment_request: CommitmentRequest;
  commitment_share: CommitmentShare;
  commitment_split: CommitmentSplit;
  consortium_change: ConsortiumChange;
  consortium_change_act: ConsortiumChangeAct;
  council_contact: CouncilContact;
  council_seat: CouncilSeat;
  council_substitute: CouncilSubstitute;
  cultivation: Cultivation;
  decision: Decision;
  deduction: Deduction;
  disc_intake: DiscIntake;
  disc_intake_application: DiscIntakeApplication;
  disc_key: DiscKey;
  disc_upload: DiscUpload;
  evidence: Evidence;
  evidence_link: EvidenceLink;
  evidence_upload: EvidenceUpload;
  expert: Expert;
  expert_draw: ExpertDraw;
  expert_replacement: ExpertReplacement;
  expert_tie: ExpertTie;
  fair: Fair;
  fair_position: FairPosition;
  fair_student: FairStudent;
  figure_code: FigureCode;
  finding: Finding;
  finding_file: FindingFile;
  formal_item: FormalItem;
  formal_result: FormalResult;
  front_page: FrontPage;
  front_page_edition: FrontPageEdition;
  fund_act: FundAct;
  fund_deputy: FundDeputy;
  fund_line: FundLine;
  fund_line_change: FundLineChange;
  fund_plan: FundPlan;
  fund_receipt: FundReceipt;
  fund_spending: FundSpending;
  fund_told: FundTold;
  fund_voucher: FundVoucher;
  fund_year: FundYear;
  governing_document: GoverningDocument;
  governing_document_act: GoverningDocumentAct;
  governing_document_receipt: GoverningDocumentReceipt;
  governing_document_version: GoverningDocumentVersion;
  honour: Honour;
  idempotency_key: IdempotencyKey;
  inquiry: Inquiry;
  installation: Installation;
  invitation: Invitation;
  invite_right: InviteRight;
  job: Job;
  last_look: LastLook;
  leading_industry: LeadingIndustry;
  ledger_distinct: LedgerDistinct;
  ledger_entry: LedgerEntry;
  ledger_entry_history: LedgerEntryHistory;
  ledger_figure: LedgerFigure;
  ledger_filing: LedgerFiling;
  ledger_head: LedgerHead;
  ledger_pace: LedgerPace;
  ledger_pace_head: LedgerPaceHead;
  ledger_party: LedgerParty;
  ledger_remark: LedgerRemark;
  ledger_restatement: LedgerRestatement;
  ledger_source: LedgerSource;
  ledger_year: LedgerYear;
  major_case: MajorCase;
  major_case_finding: MajorCaseFinding;
  major_occupation: MajorOccupation;
  meeting: Meeting;
  meeting_attendance: MeetingAttendance;
  meeting_paper: MeetingPaper;
  meeting_seat: MeetingSeat;
  member: Member;
  member_history: MemberHistory;
  minutes: Minutes;
  minutes_word: MinutesWord;
  monitoring_head: MonitoringHead;
  motion: Motion;
  motion_amendment: MotionAmendment;
  notice: Notice;
  notice_outbox: NoticeOutbox;
  objection: Objection;
  organisation: Organisation;
  outcome: Outcome;
  pack: Pack;
  pack_return_transition: PackReturnTransition;
  pack_transition: PackTransition;
  person: Person;
  post: Post;
  post_application: PostApplication;
  post_appointment: PostAppointment;
  programme_outcome: ProgrammeOutcome;
  public_change: PublicChange;
  publication: Publication;
  quality_act: QualityAct;
  quality_band: QualityBand;
  quality_finding: QualityFinding;
  quality_match: QualityMatch;
  quality_run: QualityRun;
  quality_score: QualityScore;
  reader: Reader;
  reading_note: ReadingNote;
  reading_question: ReadingQuestion;
  reading_score: ReadingScore;
  recommendation: Recommendation;
  recusal: Recusal;
  remark: Remark;
  reminder: Reminder;
  repeated_text: RepeatedText;
  resolution: Resolution;
  resource: Resource;
  resource_blackout: ResourceBlackout;
  resource_booking: ResourceBooking;
  resource_photo: ResourcePhoto;
  revision: Revision;
  revision_confirmation: RevisionConfirmation;
  revision_document: RevisionDocument;
  role_assignment: RoleAssignment;
  role_right: RoleRight;
  saved_view: SavedView;
  scenario: Scenario;
  sealed_seed: SealedSeed;
  sign_in_failure: SignInFailure;
  signed_paper: SignedPaper;
  skill_candidate: SkillCandidate;
  skill_session: SkillSession;
  spot_check: SpotCheck;
  spot_check_entry: SpotCheckEntry;
  staff: Staff;
  standing_event: StandingEvent;
  support_policy: SupportPolicy;
  support_policy_application: SupportPolicyApplication;
  support_policy_clause: SupportPolicyClause;
  support_policy_grant: SupportPolicyGrant;
  support_policy_told: SupportPolicyTold;
  talent_application: TalentApplication;
  talent_demand: TalentDemand;
  talent_industry: TalentIndustry;
  talent_position: TalentPosition;
  talent_profile: TalentProfile;
  talent_programme: TalentProgramme;
  talent_report: TalentReport;
  talent_report_text: TalentReportText;
  task: Task;
  task_act: TaskAct;
  task_check: TaskCheck;
  task_dependency: TaskDependency;
  task_feed: TaskFeed;
  task_told: TaskTold;
  technology_admission: TechnologyAdmission;
  technology_amendment: TechnologyAmendment;
  technology_bid: TechnologyBid;
  technology_bid_file: TechnologyBidFile;
  technology_call: TechnologyCall;
  technology_capability: TechnologyCapability;
  technology_contract: TechnologyContract;
  technology_judge: TechnologyJudge;
  technology_milestone: TechnologyMilestone;
  technology_need: TechnologyNeed;
  technology_need_detail: TechnologyNeedDetail;
  technology_need_file: TechnologyNeedFile;
  technology_question: TechnologyQuestion;
  technology_receipt: TechnologyReceipt;
  technology_result: TechnologyResult;
  technology_score: TechnologyScore;
  technology_transfer: TechnologyTransfer;
  text_comparison: TextComparison;
  training_certificate: TrainingCertificate;
  training_class: TrainingClass;
  training_confirmation: TrainingConfirmation;
  training_course: TrainingCourse;
  training_entry: TrainingEntry;
  training_need: TrainingNeed;
  training_plan: TrainingPlan;
  training_plan_class: TrainingPlanClass;
  training_room: TrainingRoom;
  training_sign_in: TrainingSignIn;
  training_site: TrainingSite;
  training_teacher: TrainingTeacher;
  training_trainee: TrainingTrainee;
  unit: Unit;
  unit_within: UnitWithin;
  verdict: Verdict;
  violation_appeal: ViolationAppeal;
  violation_case: ViolationCase;
  violation_decision: ViolationDecision;
  violation_file: ViolationFile;
  violation_hearing: ViolationHearing;
  violation_note: ViolationNote;
  violation_report: ViolationReport;
  visit: Visit;
  visit_member: VisitMember;
  visit_point: VisitPoint;
  vote: Vote;
  vote_cast: VoteCast;
  vote_seat: VoteSeat;
  webhook: Webhook;
};
