import type { BatchRules } from '#core/pack/pack.ts';

/** 三.2: at most three a province, by 29 May 2023 (the day included); 一: targets of the whole undertaking. */
export const batch: BatchRules = {
  quota: 3,
  deadline: '2023-05-29T23:59:59+08:00',
  targets: [
    { by: '2023-12-31', total: 50 },
    { by: '2024-12-31', total: 100 },
    { by: '2025-12-31', total: 150 },
  ],
};
