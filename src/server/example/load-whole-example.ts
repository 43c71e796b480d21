import type { Context } from '#server/context.ts';
import { loadExample } from './load-example.ts';
import { growExample } from './monitored/grow-example.ts';
import type { Progress } from './monitored/load-more-entries.ts';

export type Growth = { entries: number; tell: Progress };

/** The example as the configuration asks for it: the province alone, or with the monitored consortia around it, and with `growth` that many entries. */
export async function loadWholeExample(context: Context, growth?: Growth): Promise<void> {
  const { exampleLedgers } = context.config;
  const isGrown = exampleLedgers === 'grown' || growth !== undefined;
  const units = await loadExample(context, { ledgers: exampleLedgers === 'grown' ? 'full' : exampleLedgers });
  if (isGrown) await growExample(context, { units, ...growth });
}
