import { z } from 'zod';

/** A stage of a batch, as interfaces name it. */
export const BatchStageId = z.enum([
  'application',
  'recommendation',
  'formal-review',
  'reading',
  'site-visit',
  'selection',
  'publicity',
  'list',
]);
