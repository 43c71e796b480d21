import type { Answers } from '#core/form/answers.ts';

/** The name of the file of a disc that holds an application's answers, in the application's folder. */
export const answersFile = '填报数据.json';

/** What a disc says of an application: its revision as submitted and as the province verified it. */
export type DiscAnswers = {
  format: 'lianheti-answers';
  application: string;
  consortium: string;
  revision: number;
  /** SHA-256 of the submitted answers, as the receipt has it. */
  digest: string;
  answers: Answers;
  verified: Answers;
};
