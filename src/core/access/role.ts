/** What a person may be in a unit. The three administrators are separate on purpose (三员分立): none can do another's work. */
export const roles = {
  'ministry-officer': { label: '部级工作人员', unit: 'ministry' },
  'provincial-officer': { label: '省级工作人员', unit: 'province' },
  'park-authority': { label: '园区管委会', unit: 'consortium' },
  secretariat: { label: '秘书处', unit: 'consortium' },
  'lead-school': { label: '牵头学校', unit: 'consortium' },
  'lead-enterprise': { label: '牵头企业', unit: 'consortium' },
  'member-reporter': { label: '成员单位填报人', unit: 'member' },
  expert: { label: '专家', unit: 'ministry' },
  auditor: { label: '审计人员', unit: 'any' },
  'system-administrator': { label: '系统管理员', unit: 'any' },
  'security-administrator': { label: '安全管理员', unit: 'any' },
  'audit-administrator': { label: '审计管理员', unit: 'any' },
} as const satisfies Record<string, { label: string; unit: UnitKind | 'any' }>;

export type Role = keyof typeof roles;

/** nation ⊃ province ⊃ consortium ⊃ member. */
export type UnitKind = 'ministry' | 'province' | 'consortium' | 'member';
