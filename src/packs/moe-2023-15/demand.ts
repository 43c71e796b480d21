import type { DemandRules } from '#core/talent-balance/demand-rules.ts';
import { industries } from './industries.ts';

/** Observation point 4.1 (职业学校紧贴市场和就业形势): how supply is set against demand. The notice fixes no thresholds: these are what an office begins with. */
export const demand: DemandRules = {
  balance: { anyLevel: '不限', leastPositions: 5 },
  forecast: { ahead: 3, leastYears: 3, leastErrors: 8, damping: 0.7, percent: 80 },
  levels: {
    ofMajor: { 中等职业教育: '中职', 高等职业教育专科: '高职', 高等职业教育本科: '本科' },
    ofSchool: { secondaryVocational: '中职', higherVocational: '高职', university: '本科' },
  },
  industries,
};
