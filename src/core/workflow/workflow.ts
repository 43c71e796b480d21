import type { Role } from '#core/access/role.ts';

/** A workflow as a table: who may take what from one state to the next, and what must hold first. */
export type Workflow<State extends string = string, Action extends string = string, Guard extends string = string> = {
  initial: State;
  states: Readonly<Record<State, { label: string }>>;
  actions: Readonly<Record<Action, { label: string }>>;
  transitions: readonly Transition<State, Action, Guard>[];
};

export type Transition<State extends string = string, Action extends string = string, Guard extends string = string> = {
  from: State;
  action: Action;
  to: State;
  by: readonly Role[];
  /** Names of conditions that the caller computes; all must hold. */
  guards?: readonly Guard[];
};

export function defineWorkflow<const State extends string, const Action extends string, const Guard extends string>(
  workflow: Workflow<State, Action, Guard>,
): Workflow<State, Action, Guard> {
  return workflow;
}

/** Why an action is refused: it does not exist in this state, the person's roles do not allow it, or a guard does not hold. */
export type Move<State extends string> =
  | { allowed: true; to: State }
  | { allowed: false; because: 'state' | 'role' | 'guard'; guards: readonly string[] };

/** Decides an action: the next state, or why not. `holds` names the guards that hold now. */
export function decide<State extends string, Action extends string, Guard extends string>(
  workflow: Workflow<State, Action, Guard>,
  state: State,
  action: Action,
  by: readonly Role[],
  holds: ReadonlySet<Guard>,
): Move<State> {
  const here = workflow.transitions.filter((transition) => transition.from === state && transition.action === action);
  if (here.length === 0) return { allowed: false, because: 'state', guards: [] };
  const mine = here.filter((transition) => transition.by.some((role) => by.includes(role)));
  if (mine.length === 0) return { allowed: false, because: 'role', guards: [] };
  const missing = (transition: Transition<State, Action, Guard>) =>
    (transition.guards ?? []).filter((guard) => !holds.has(guard));
  const open = mine.find((transition) => missing(transition).length === 0);
  return open ? { allowed: true, to: open.to } : { allowed: false, because: 'guard', guards: mine.flatMap(missing) };
}

/** The actions that a person of these roles can see in a state, whether or not their guards hold yet. */
export function actionsFor<State extends string, Action extends string, Guard extends string>(
  workflow: Workflow<State, Action, Guard>,
  state: State,
  by: readonly Role[],
): readonly Action[] {
  const actions = workflow.transitions
    .filter((transition) => transition.from === state && transition.by.some((role) => by.includes(role)))
    .map((transition) => transition.action);
  return [...new Set(actions)];
}
