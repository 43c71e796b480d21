/** 年度培训计划: which classes are held in a year, where, when and by whom, as the secretariat states it and as it is decided. */

/** One class 班次 that may be held: people of one group who take one course. */
export type PlanClass = {
  id: string;
  course: string;
  /** Who attends. A group is in one class at a time. */
  group: string;
  /** Where its people come from. */
  site: string;
  people: number;
  /** What the need of one of them counts, 1 as usual. */
  weight: number;
  /** It takes so many weeks, one after the other in the same shift. */
  weeks: number;
  /** The first and the last week that it may take, from 0. */
  from: number;
  until: number;
  /** Shifts in which its people are free. */
  shifts: readonly number[];
  equipment: readonly string[];
  /** Chosen by hand: it stays so. */
  fixed: PlanChoice | null;
};

/** One shift of one week. */
export type PlanTime = { week: number; shift: number };

export type PlanRoom = {
  id: string;
  site: string;
  seats: number;
  equipment: readonly string[];
  /** When it is taken by something else. */
  busy: readonly PlanTime[];
};

export type PlanTeacher = {
  id: string;
  site: string;
  /** What this teacher teaches. */
  courses: readonly string[];
  busy: readonly PlanTime[];
  /** The most weeks of classes in the year. */
  mostWeeks: number;
};

export type PlanProblem = {
  weeks: number;
  /** Shifts of a week, as 白班、晚班、周末. */
  shifts: number;
  classes: readonly PlanClass[];
  rooms: readonly PlanRoom[];
  teachers: readonly PlanTeacher[];
  /** Kilometres between two sites; 0 from a site to itself. */
  kilometres: (from: string, to: string) => number;
  /** So many kilometres, of one person or of the teacher, weigh as much as one person's need. Each week of a class is one way. */
  kilometresPerPerson: number;
  /** The farthest that people go. */
  mostKilometres: number;
};

/** Where, when and by whom a class is held; `week` is its first. */
export type PlanChoice = PlanTime & { room: string; teacher: string };

/** Choices by the id of the class. */
export type PlanChoices = ReadonlyMap<string, PlanChoice>;

/** Why a class is not held: no room fits it, nobody teaches it, no time suits all three, its travel outweighs its need, or others take what would suit. */
export type Unplaced = { id: string; reason: 'no-room' | 'no-teacher' | 'no-time' | 'travel' | 'taken' };

export type TrainingPlan = {
  choices: PlanChoices;
  unplaced: readonly Unplaced[];
  /** Need served less travel, in persons to three decimals, and what no plan can exceed. */
  value: number;
  bound: number;
};
