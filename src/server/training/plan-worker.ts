import { planTraining } from '#core/training-plan/plan-training.ts';
import { inThread } from '#server/job/job-thread.ts';
import { type GatheredPlan, problemOf } from './gather-plan.ts';

/** 300 rounds are half a minute for 400 classes. */
const rounds = 300;

// A year's plan takes its time: never in the thread that answers requests.
inThread(async (gathered: GatheredPlan, report) => {
  report(0, rounds, '正在编排');
  const { choices, unplaced, value, bound } = planTraining(problemOf(gathered), {
    seed: 'training-plan',
    rounds,
    goOn: ({ round, value: now, bound: most }) => {
      report(round + 1, rounds, `已服务${Math.round(now)}人次当量，至多${Math.round(most)}`);
      return true;
    },
  });
  return { choices: [...choices].map(([id, choice]) => ({ id, ...choice })), unplaced, value, bound };
});
