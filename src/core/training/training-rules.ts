/** What a notice says of training: the ledgers that it is kept in, and the shifts in which it is given. */
export type TrainingRules = {
  /** 面向企业员工: by member. */
  employees: string;
  /** 面向农民工、退役军人、下岗职工等: by group, as the ledger's field `audience` names them. */
  groups: string;
  /** 技能等级认定. */
  certification: string;
  /** The kind of shared resource that a room may be. */
  room: string;
  shifts: readonly Shift[];
};

/** `weekdays`: 1 is Monday; `from` and `to`: minutes of the day in Beijing. */
export type Shift = { label: string; weekdays: readonly number[]; from: number; to: number };
