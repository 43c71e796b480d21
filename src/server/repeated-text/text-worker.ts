import { type BatchText, type RepetitionMeasure, repeatedTexts } from '#core/review/repeated-text.ts';
import { inThread } from '#server/job/job-thread.ts';

export type TextsStart = { texts: readonly BatchText[]; measure: RepetitionMeasure };

inThread<TextsStart>(async ({ texts, measure }) => ({ passages: repeatedTexts(texts, measure) }));
