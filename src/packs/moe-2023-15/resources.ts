import type { ResourceRules } from '#core/resource/resource-rules.ts';

/** 共建共享 (condition 3): the form's 共建课程、教材、实训基地、产业学院, 企业兼职教师 and 校际兼职教师, and the instruments of the service platform. */
export const resources: ResourceRules = {
  kinds: [
    { id: 'base', label: '实训基地', ledger: { kind: 'training-base', host: 'host', name: 'name' } },
    { id: 'instrument', label: '仪器设备' },
    { id: 'course', label: '课程', ledger: { kind: 'co-built-course', host: 'school', name: 'name' } },
    { id: 'textbook', label: '教材', ledger: { kind: 'co-built-textbook', host: 'school', name: 'title' } },
    {
      id: 'teacher',
      label: '教师',
      lent: [
        {
          hostIs: 'enterprise',
          kind: 'enterprise-teacher',
          user: 'school',
          host: 'enterprise',
          fixed: { post: '流动岗' },
        },
        { hostIs: 'school', kind: 'intercollegiate-teacher', user: 'school', host: 'homeSchool', fixed: {} },
      ],
    },
    { id: 'college', label: '产业学院', ledger: { kind: 'industry-college', host: 'school', name: 'name' } },
  ],
};
