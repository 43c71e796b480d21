import type { PolicyRules } from '#core/support-policy/policy-rules.ts';

/** 二.5 (金融、财政、税费、土地、信用、就业和收入分配等激励政策落实落地) and observation point 1.4. What a clause may ask of a member's industry and size is what its yearly profile says. */
export const policies: PolicyRules = {
  ledger: 'support-policy',
  field: 'field',
  traits: [
    { id: 'sector', kind: 'enterprise-profile', field: 'sector' },
    { id: 'employees', kind: 'enterprise-profile', field: 'employees' },
    { id: 'mainRevenue', kind: 'enterprise-profile', field: 'mainRevenue' },
    { id: 'sales', kind: 'enterprise-profile', field: 'sales' },
    { id: 'assets', kind: 'enterprise-profile', field: 'assets' },
    { id: 'enrolled', kind: 'school-profile', field: 'enrolled' },
  ],
  because:
    '建设指标1.4：明确支持职业教育的金融、财政、税费、土地、信用、就业和收入分配等激励政策的具体举措，相关政策落地实施',
};
