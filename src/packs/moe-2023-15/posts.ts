import type { PostRules } from '#core/post/post-rules.ts';

/** 3.4: 采取固定岗与流动岗相结合的方式，聘请企业工程技术人员、高技能人才、管理人员、能工巧匠等到校全职或兼职工作. */
export const posts: PostRules = {
  kinds: ['固定岗', '流动岗'],
  ledgers: { enterprise: 'enterprise-teacher', school: 'intercollegiate-teacher' },
  because:
    '建设指标3.4：采取固定岗与流动岗相结合的方式，聘请企业工程技术人员、高技能人才、管理人员、能工巧匠等到校全职或兼职工作',
};
