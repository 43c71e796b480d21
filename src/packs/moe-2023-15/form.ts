import { defineForm } from '#core/form/form.ts';
import { fields } from './fields.ts';
import { page } from './page.ts';
import { commitment } from './parts/commitment.ts';
import { cover } from './parts/cover.ts';
import { instructions } from './parts/instructions.ts';
import { overview } from './parts/overview.ts';
import { results } from './parts/results.ts';
import { features, plan } from './parts/texts.ts';

/** 市域产教联合体推荐书 (annex 3 of the notice). */
export const form = defineForm({
  title: '市域产教联合体推荐书',
  fields,
  page,
  parts: [cover, instructions, overview, results, features, plan, commitment],
});
