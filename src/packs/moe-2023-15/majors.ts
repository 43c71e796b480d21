import type { MajorRules } from '#core/major/major-rules.ts';

/** Observation point 4.1 (完善职业教育专业动态调整机制). The notice fixes no limits: these are what an office begins with. */
export const majors: MajorRules = {
  ledger: 'major-adjustment',
  years: 3,
  surplus: 150,
  employment: 80,
  admission: 70,
  match: 30,
  warned: 2,
};
