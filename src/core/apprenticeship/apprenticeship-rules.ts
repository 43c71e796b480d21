import type { AgreementTemplate } from '#core/talent/agreement-template.ts';

/** What a notice says of apprenticeships and placements: which ledgers they are kept in, and what the rules on placements allow. */
export type ApprenticeshipRules = {
  kinds: readonly ApprenticeshipKind[];
  limits: PlacementLimits;
  /** 三方协议 as it is printed; `{name}` takes a value of the agreement. */
  template: AgreementTemplate;
};

/** `counts`: what the ledger adds up, whoever was there in a year (`people`) or the months that they were (`months`). */
export type ApprenticeshipKind = { ledger: string; label: string; counts: 'people' | 'months' };

/** A limit and the clause that sets it. */
type Limit<T> = { is: T; clause: string };

export type PlacementLimits = {
  minutesPerDay: Limit<number>;
  minutesPerWeek: Limit<number>;
  /** Hours of the day from and before which work is a night shift. */
  night: Limit<{ from: number; until: number }>;
  /** 法定节假日: `MM-DD` of every year, `YYYY-MM-DD` of one. With Saturdays and Sundays these are free. */
  holidays: Limit<readonly string[]>;
  /** Years of age from which one may be placed, and below which one is a minor. */
  youngest: Limit<number>;
  adult: Limit<number>;
  /** Most students in percent of an enterprise's staff, and of those who work in one post. */
  percentOfStaff: Limit<number>;
  percentOfPost: Limit<number>;
  insurance: { clause: string };
  training: { clause: string };
};
