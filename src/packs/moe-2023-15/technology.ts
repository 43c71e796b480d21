import type { TechnologyRules } from '#core/technology/technology-rules.ts';

/**
 * Condition 4 (建设共性技术服务平台，为园区企业提供技术咨询与服务); observation points 5.1 (协同攻关，技术创新、工艺改进、产品升级) and 5.2 (成果转化、研究成果);
 * the form's 共性技术服务平台, 成果转化率, 到账经费 and 研究成果数量.
 */
export const technology: TechnologyRules = {
  needs: ['协同攻关', '技术创新', '工艺改进', '产品升级', '技术咨询'],
  capabilities: [
    { id: 'platform', label: '共性技术服务平台', ledger: 'technology-platform' },
    { id: 'laboratory', label: '实验室' },
    { id: 'team', label: '技术团队' },
    { id: 'instrument', label: '仪器设备' },
  ],
  ledgers: {
    need: 'technology-need',
    project: 'technology-project',
    receipt: 'technology-receipt',
    result: 'research-result',
  },
};
