import type { Answers } from '#core/form/answers.ts';
import type { Random } from '#server/example/ledgers/random.ts';
import { fillPhrase, type Words } from './fill-phrase.ts';
import { features, overview, plan } from './phrases.ts';

const numerals = '一二三四五六七';
const sections = 5;
const sentencesEach = 4;

/** The texts of a form, in its consortium's own words. */
export function writeTexts(words: Words, random: Random): Answers {
  const one = (phrases: readonly string[]) => fillPhrase(random.pick(phrases), words, random);
  return {
    leadingIndustries: one(overview.leading),
    supportPolicies: `${numbered(overview.policies.map(one)).join('\n')}（虚构示例）`,
    teachingTeamAwards: one(overview.teamAwards),
    talentPlatformProgress: { 2022: one(overview.platform2022), 2023: one(overview.platform2023) },
    teachingInnovationProgress: { 2022: one(overview.teaching2022), 2023: one(overview.teaching2023) },
    skillsCompetitionAwards: one(overview.competitionAwards),
    features: writeFeatures(words, random),
    constructionPlan: [
      `一、目标（虚构示例）。${one(plan.goals)}`,
      '二、任务与时间节点。',
      ...plan.steps.map(one),
      `三、${one(plan.support)}`,
    ].join('\n'),
  };
}

function writeFeatures(words: Words, random: Random): string {
  return numbered(
    random.some(features, sections).map(({ titles, sentences }, at) => {
      const title = fillPhrase(random.pick(titles), words, random);
      const body = random.some(sentences, sentencesEach).map((sentence) => fillPhrase(sentence, words, random));
      return `${title}。${at === 0 ? '（虚构示例）' : ''}\n${body.join('')}`;
    }),
  ).join('\n');
}

function numbered(paragraphs: readonly string[]): readonly string[] {
  return paragraphs.map((paragraph, at) => `${numerals[at]}、${paragraph}`);
}
