/** `year`: which one is shown; `plan`: which promise is open, and its year without another. */
export type FundSearch = { year?: number; plan?: string };

export function readFundSearch({ year, plan }: Record<string, unknown>): FundSearch {
  const asked = Number(year);
  return {
    ...(Number.isInteger(asked) && asked >= 2000 && asked <= 2100 ? { year: asked } : {}),
    ...(typeof plan === 'string' ? { plan } : {}),
  };
}
