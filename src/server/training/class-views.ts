import { z } from 'zod';
import { classActions, classStates, traineeStates } from '#core/training/training-class.ts';
import { longText, text } from '#server/http/text.ts';
import { Day, Version } from '#server/member/member-views.ts';
import { Named } from './catalogue-views.ts';
import { RoomBooking } from './room-booking.ts';

export const ClassParams = z.object({ id: z.uuid(), classId: z.uuid() });
export const TraineeParams = ClassParams.extend({ traineeId: z.uuid() });
export const CertificatePaperParams = z.object({
  id: z.uuid(),
  issuedId: z.uuid(),
  document: z.enum(['certificate.docx', 'certificate.pdf']),
});

const Mark = z.number().min(0).max(100).multipleOf(0.1);

const terms = {
  name: text(100),
  kind: z.string().max(20),
  /** The group that those who enrol by the class's own link belong to; null where only members enrol their staff. */
  audience: z.string().max(20).nullable().default(null),
  /** Whether it stands among the public events of the consortium's front page. */
  isPublic: z.boolean().default(false),
  roomId: z.uuid().nullable().default(null),
  teacherId: z.uuid().nullable().default(null),
  seats: z.int().min(1).max(1000),
  days: z.array(Day).min(1).max(200),
  shift: z.int().min(0).max(4),
  attendance: z.int().min(1).max(100).default(80),
  passMark: z.int().min(1).max(100).nullable().default(null),
};
export const ClassBody = z.object({
  ...terms,
  memberId: z.uuid(),
  courseId: z.uuid(),
  needId: z.uuid().nullable().default(null),
});
export type ClassBody = z.infer<typeof ClassBody>;
export const ClassChange = z.object({ ...terms, version: Version });
export type ClassChange = z.infer<typeof ClassChange>;

export const ClassActBody = z.object({
  action: z.enum(classActions),
  version: Version,
  /** Why a closed year of the ledgers is restated. */
  reason: longText(500).default(''),
});
export type ClassActBody = z.infer<typeof ClassActBody>;

/** Staff of a member, or people of a group: one of the two. */
export const TraineesBody = z.object({
  enterpriseId: z.uuid().nullable().default(null),
  audience: z.string().max(20).nullable().default(null),
  names: z.array(text(50)).min(1).max(200),
});
export type TraineesBody = z.infer<typeof TraineesBody>;

export const ScoreBody = z.object({ version: Version, score: Mark.nullable(), withdraws: z.boolean().default(false) });
export type ScoreBody = z.infer<typeof ScoreBody>;

export const AttendanceBody = z.object({
  day: Day,
  traineeIds: z.array(z.uuid()).min(1).max(1000),
  isThere: z.boolean(),
});
export type AttendanceBody = z.infer<typeof AttendanceBody>;

export const IssuedTrainingPass = z.object({ id: z.string(), number: z.int(), name: z.string(), link: z.string() });
export type IssuedTrainingPass = z.infer<typeof IssuedTrainingPass>;
export const IssuedTrainingPasses = z.object({ passes: z.array(IssuedTrainingPass) });

export const SignInCodeView = z.object({ code: z.string(), link: z.string(), secondsLeft: z.int(), signedIn: z.int() });

export const ClassHead = z.object({
  id: z.string(),
  provider: Named,
  course: Named,
  name: z.string(),
  startsOn: z.string(),
  endsOn: z.string(),
  days: z.array(z.string()),
  shift: z.int(),
  shiftLabel: z.string(),
  place: z.string(),
  teacher: z.string(),
  seats: z.int(),
  audience: z.string().nullable(),
  state: z.enum(classStates),
  stateLabel: z.string(),
  enrolled: z.int(),
  passed: z.int(),
  /** 人日: the sign-ins so far. */
  personDays: z.int(),
  satisfaction: z.number().nullable(),
  rated: z.int(),
});

export const ClassesView = z.object({ items: z.array(ClassHead), total: z.int() });

const TraineeView = z.object({
  id: z.string(),
  number: z.int(),
  /** Empty where it was deleted on its own request. */
  name: z.string(),
  isErased: z.boolean(),
  from: z.string(),
  state: z.enum(traineeStates),
  stateLabel: z.string(),
  days: z.array(z.string()),
  score: z.number().nullable(),
  /** Why the trainee did not, or as it stands would not, pass. */
  lacks: z.string().nullable(),
  satisfaction: z.int().nullable(),
  opinion: z.string(),
  certificate: z.object({ id: z.string(), serial: z.string(), isRevoked: z.boolean() }).nullable(),
  version: z.int(),
});

export const ClassView = ClassHead.extend({
  version: z.int(),
  today: z.string(),
  kind: z.string(),
  isPublic: z.boolean(),
  roomId: z.string().nullable(),
  teacherId: z.string().nullable(),
  attendance: z.int(),
  passMark: z.int().nullable(),
  daysNeeded: z.int(),
  /** Whether the reader reports for the member that holds it. */
  isProvider: z.boolean(),
  roomBooking: RoomBooking.nullable(),
  /** Members that the reader enrols staff of, and those that have yet to confirm the days of theirs. */
  enrols: z.array(Named),
  confirms: z.array(Named),
  confirmed: z.array(Named),
  actions: z.array(z.object({ id: z.enum(classActions), label: z.string() })),
  trainees: z.array(TraineeView),
});

export const TrainingPassView = z.object({
  consortium: z.string(),
  provider: z.string(),
  className: z.string(),
  classId: z.string(),
  place: z.string(),
  shiftLabel: z.string(),
  days: z.array(z.string()),
  today: z.string(),
  name: z.string(),
  number: z.int(),
  stateLabel: z.string(),
  isOpen: z.boolean(),
  signedIn: z.array(z.string()),
  daysNeeded: z.int(),
  passMark: z.int().nullable(),
  score: z.number().nullable(),
  satisfaction: z.int().nullable(),
  opinion: z.string(),
  serial: z.string().nullable(),
});

export const SignInBody = z.object({ code: z.string().regex(/^\d{6}$/) });
export const OpinionBody = z.object({ satisfaction: z.int().min(1).max(5), opinion: longText(500).default('') });
export type OpinionBody = z.infer<typeof OpinionBody>;

export const EnrolmentView = z.object({
  consortium: z.string(),
  provider: z.string(),
  className: z.string(),
  audience: z.string(),
  days: z.array(z.string()),
  shiftLabel: z.string(),
  seatsLeft: z.int(),
});
export type EnrolmentView = z.infer<typeof EnrolmentView>;
export const EnrolmentBody = z.object({ name: text(50) });

export const CertificateContent = z.object({
  title: z.string(),
  holder: z.string(),
  statement: z.string(),
  lines: z.array(z.tuple([z.string(), z.string()])).readonly(),
  issuer: z.string(),
  consortium: z.string(),
  issuedOn: z.string(),
});
export type CertificateContent = z.infer<typeof CertificateContent>;

export const VerifiedCertificate = CertificateContent.extend({
  serial: z.string(),
  digest: z.string(),
  /** Its holder has deleted its data: no name is told. */
  isErased: z.boolean(),
  issuedAt: z.string(),
  revokedAt: z.string().nullable(),
});
