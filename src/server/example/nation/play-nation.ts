import type { Context } from '#server/context.ts';
import { jobHandlers } from '#server/job/job-handlers.ts';
import { runJobs } from '#server/job/run-jobs.ts';
import { makeNation, type NationSize, wholeNation } from './make-nation.ts';
import type { NationPlay } from './nation-play.ts';
import { makeNationUnits } from './nation-units.ts';
import { playApplications } from './play-applications.ts';
import { playAssignment } from './play-assignment.ts';
import { playDisc } from './play-disc.ts';
import { fillDirectory, playExperts } from './play-experts.ts';
import { playFormalReview } from './play-formal-review.ts';
import { playRecommendation, playVerification } from './play-provinces.ts';
import { playReadings } from './play-readings.ts';
import { playDecision, playList, playPublicity } from './play-selection.ts';
import { playVisits } from './play-visits.ts';

/** What becomes of the batch once it is open, in its order. */
const stages = {
  confirmed: playApplications,
  verified: playVerification,
  recommended: playRecommendation,
  packaged: playDisc,
  admitted: playFormalReview,
  drawn: playExperts,
  assigned: playAssignment,
  read: playReadings,
  visited: playVisits,
  decided: playDecision,
  publicity: playPublicity,
  listed: playList,
} as const satisfies Readonly<Record<string, (play: NationPlay) => Promise<void>>>;

export type NationStage = 'opened' | keyof typeof stages;

export type NationOrder = NationSize & {
  /** Readers of each application. */
  readers: number;
  /** The last stage that is played: `opened` leaves a batch in which nobody has applied. All of them where none is named. */
  until?: NationStage | undefined;
  tell?: (stage: NationStage) => void;
};

const usualReaders = 5;

/**
 * Fills an empty database with the fictional nation and plays its batch — by the same commands that people use, so that history, receipts and
 * audit chain are real. What the draw draws is chance; all else is the same each time.
 */
export async function playNation(
  context: Context,
  { readers, until, tell, ...size }: Partial<NationOrder> = {},
): Promise<NationPlay> {
  const nation = makeNation({ ...wholeNation, ...size });
  const units = await makeNationUnits(context, nation, readers ?? usualReaders);
  const play: NationPlay = {
    context,
    nation,
    units,
    experts: await fillDirectory({ context, nation, units }),
    readers: readers ?? usualReaders,
    applications: new Map(),
    rejected: new Set(),
  };
  tell?.('opened');
  if (until === 'opened') return play;
  const jobs = runJobs(context, jobHandlers(context));
  try {
    for (const stage of Object.keys(stages) as (keyof typeof stages)[]) {
      await stages[stage](play);
      tell?.(stage);
      if (stage === until) break;
    }
  } finally {
    await jobs.close();
  }
  return play;
}
