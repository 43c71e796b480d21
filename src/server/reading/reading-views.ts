import { z } from 'zod';

const Batch = z.object({ id: z.string(), title: z.string() });

export const ReadingList = z.object({
  items: z.array(
    z.object({
      applicationId: z.string(),
      /** Of a reading that is over, not even the name is told. */
      consortium: z.string().nullable(),
      province: z.string().nullable(),
      batch: Batch,
      closesAt: z.string(),
      isOpen: z.boolean(),
      scored: z.int(),
      points: z.int(),
      submittedAt: z.string().nullable(),
    }),
  ),
});

const PointView = z.object({
  id: z.string(),
  indicator: z.string(),
  text: z.string(),
  isScored: z.boolean(),
  weight: z.number(),
  score: z.number().nullable(),
  reason: z.string(),
  version: z.int(),
  /** The reader's own, told to nobody else. */
  note: z.string(),
  noteVersion: z.int(),
});

const FigureView = z.object({
  id: z.string(),
  label: z.string(),
  unit: z.string(),
  points: z.array(z.string()),
  years: z.array(
    z.object({
      year: z.int().nullable(),
      submitted: z.number().nullable(),
      ledger: z.number().nullable(),
      verdict: z
        .object({
          verdict: z.enum(['true', 'corrected', 'rejected']),
          value: z.number().nullable(),
          reason: z.string(),
        })
        .nullable(),
    }),
  ),
});

/** A passage with what stands around it, here and in another application. */
export const RepeatedView = z.object({
  id: z.string(),
  cell: z.string(),
  before: z.string(),
  text: z.string(),
  after: z.string(),
  length: z.int(),
  otherCell: z.string(),
  otherBefore: z.string(),
  otherText: z.string(),
  otherAfter: z.string(),
});

export const ReadingView = z.object({
  application: z.object({
    id: z.string(),
    consortium: z.object({ id: z.string(), name: z.string() }),
    province: z.string(),
  }),
  batch: Batch.extend({ isAcceptance: z.boolean() }),
  closesAt: z.string(),
  revision: z.int(),
  submittedAt: z.string().nullable(),
  canChange: z.boolean(),
  points: z.array(PointView),
  figures: z.array(FigureView),
  texts: z.array(z.object({ cell: z.string(), label: z.string(), text: z.string(), isLong: z.boolean() })),
  evidence: z.array(
    z.object({
      id: z.string(),
      title: z.string(),
      fileName: z.string(),
      mediaType: z.string(),
      pages: z.int().nullable(),
      points: z.array(z.string()),
    }),
  ),
  repeated: z.array(RepeatedView),
  inquiries: z.array(
    z.object({ id: z.string(), text: z.string(), answer: z.string(), isApplicants: z.boolean(), at: z.string() }),
  ),
  questions: z.array(z.object({ id: z.string(), point: z.string().nullable(), text: z.string(), askedAt: z.string() })),
});

export const QuestionList = z.object({
  items: z.array(
    z.object({
      id: z.string(),
      applicationId: z.string(),
      consortium: z.string(),
      expert: z.string(),
      point: z.string().nullable(),
      text: z.string(),
      askedAt: z.string(),
      inquiryId: z.string().nullable(),
      sent: z.string().nullable(),
      isForwarded: z.boolean(),
      answer: z.string().nullable(),
      isReleased: z.boolean(),
    }),
  ),
});

export const InquiryList = z.object({
  items: z.array(
    z.object({
      id: z.string(),
      text: z.string(),
      sentAt: z.string(),
      answer: z.string().nullable(),
      by: z.string().nullable(),
      answeredAt: z.string().nullable(),
      isReleased: z.boolean(),
      canAnswer: z.boolean(),
    }),
  ),
});
