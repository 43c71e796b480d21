/** The address of an account of the nation by its local part: `province-1`, `secretariat-12`, `expert-7`, numbers from 1. */
export function addressOf(account: string): string {
  return `${account}@shili.example`;
}

const shown = [
  ['province-1', '省级工作人员（1号省）'],
  ['province-2', '省级工作人员（2号省）'],
  ['secretariat-1', '1号联合体·秘书处'],
  ['park-1', '1号联合体·园区管委会'],
  ['school-1', '1号联合体·牵头学校'],
  ['enterprise-1', '1号联合体·牵头企业'],
  ['secretariat-96', '96号联合体·秘书处'],
] as const;

/** Some accounts of the nation, to sign in with; the others differ by their number. */
export const nationAccounts = shown.map(([account, label]) => ({ email: addressOf(account), label }));
