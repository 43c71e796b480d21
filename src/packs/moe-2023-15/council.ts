import type { CouncilRules } from '#core/council/council-rules.ts';

/** 二.2 and 附件3 2.1–2.4: 政府、企业、学校、科研机构等多方参与的理事会（董事会）. The majorities are those usual in charters of the kind. */
export const council: CouncilRules = {
  parties: [
    { id: 'government', label: '政府' },
    { id: 'enterprise', label: '企业' },
    { id: 'school', label: '学校' },
    { id: 'institute', label: '科研机构' },
  ],
  roles: [
    { id: 'chair', label: '理事长' },
    { id: 'vice-chair', label: '副理事长' },
    { id: 'secretary-general', label: '秘书长' },
    { id: 'councillor', label: '理事' },
  ],
  motionKinds: [
    { id: 'ordinary', label: '一般事项' },
    { id: 'election', label: '选举和罢免' },
    { id: 'budget', label: '预算和决算' },
    { id: 'document', label: '制度文件' },
    { id: 'charter', label: '修改章程' },
  ],
  charter: {
    parties: [
      { party: 'government', seats: 3, quorum: { count: 1 } },
      { party: 'enterprise', seats: 5, quorum: { part: 1, of: 2, isExceeded: true } },
      { party: 'school', seats: 5, quorum: { part: 1, of: 2, isExceeded: true } },
      { party: 'institute', seats: 2, quorum: { count: 1 } },
    ],
    quorum: { part: 2, of: 3, isExceeded: false },
    majorities: [
      { kind: 'ordinary', of: 'present', threshold: { part: 1, of: 2, isExceeded: true } },
      { kind: 'election', of: 'all', threshold: { part: 1, of: 2, isExceeded: true } },
      { kind: 'budget', of: 'present', threshold: { part: 2, of: 3, isExceeded: false } },
      { kind: 'document', of: 'present', threshold: { part: 1, of: 2, isExceeded: true } },
      { kind: 'charter', of: 'all', threshold: { part: 2, of: 3, isExceeded: false } },
    ],
    noticeDays: 7,
    mostProxies: 1,
    doProxiesCount: true,
    termYears: 3,
  },
  because: '二.2：成立政府、企业、学校、科研机构等多方参与的理事会（董事会）',
};
