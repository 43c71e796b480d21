import { createContext, useCallback, useContext, useSyncExternalStore } from 'react';
import type { Finding } from '#core/check/finding.ts';
import type { Pack } from '#core/pack/pack.ts';
import type { Application } from '#web/api/queries.ts';
import type { CellState, FormStore } from './form-store.ts';
import type { FormSummary } from './form-summary.ts';
import type { LiveForm, Present } from './live-form.ts';
import type { Overall } from './overall.ts';

/** What the parts of the form's page share. */
export type FormContext = {
  store: FormStore;
  live: LiveForm;
  pack: Pack;
  application: Application;
  myId: string;
  openHistory: (path: string) => void;
};

export const FormContext = createContext<FormContext | undefined>(undefined);

export function useForm(): FormContext {
  const form = useContext(FormContext);
  if (!form) throw new Error('outside of a form');
  return form;
}

/** One cell's state; draws its user again only when this cell changes. */
export function useCell(path: string): CellState {
  const { store } = useForm();
  return useSyncExternalStore(
    useCallback((listener) => store.listen(path, listener), [store, path]),
    () => store.cell(path),
  );
}

export function useSummary(): FormSummary {
  const { store } = useForm();
  return useSyncExternalStore(
    useCallback((listener) => store.listen('summary', listener), [store]),
    () => store.summary,
  );
}

const nothing: readonly Finding[] = [];

/** What is wrong at one cell; draws its user again only when that changes. */
export function useFindings(path: string): readonly Finding[] {
  const { store } = useForm();
  return useSyncExternalStore(
    useCallback((listener) => store.listen('summary', listener), [store]),
    () => store.summary.byCell.get(path) ?? nothing,
  );
}

export function useOverall(): Overall {
  const { store } = useForm();
  return useSyncExternalStore(
    useCallback((listener) => store.listen('overall', listener), [store]),
    () => store.overall,
  );
}

const nobody: readonly Present[] = [];

/** The others in the form, or in one of its cells. */
export function usePresent(path?: string): readonly Present[] {
  const { live } = useForm();
  return useSyncExternalStore(
    useCallback((listener) => live.listen(listener), [live]),
    () => (path === undefined ? live.others() : (live.othersIn(path) ?? nobody)),
  );
}
