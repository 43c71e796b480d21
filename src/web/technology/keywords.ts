/** Keywords as people type them: divided by commas, 、 or spaces. */
export const keywordsOf = (typed: string): string[] => [
  ...new Set(
    typed
      .split(/[、，,;；\s]+/)
      .map((word) => word.trim())
      .filter((word) => word !== ''),
  ),
];

export const yuan = (amount: string) => `${Number(amount).toLocaleString('zh-CN', { maximumFractionDigits: 2 })}元`;

/** A moment that was typed in Beijing, with its offset. */
export const inChina = (typed: string) => `${typed.slice(0, 16)}:00+08:00`;
