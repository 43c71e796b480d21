/** What the events of the audit chain are called to people; an event without a name here shows its own. */
export const actionTexts: Readonly<Record<string, string>> = {
  'account.locked': '账号锁定',
  'account.unlocked': '解除锁定',
  'answers.saved': '保存填报内容',
  'application.begun': '开始填报',
  'application.returned': '退回',
  'application.submitted': '提交',
  'batch.opened': '开设批次',
  'invitation.accepted': '接受邀请',
  'invitation.made': '发出邀请',
  'people.viewed': '查看人员名单',
  'revision.confirmed': '确认版本',
  'session.ended': '结束登录',
  'sessions.ended': '结束全部登录',
  'signed-in': '登录',
  'summary.exported': '导出汇总表',
  'unit.added': '新增单位',
};
