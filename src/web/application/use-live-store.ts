import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { valueAt } from '#core/form/answers.ts';
import type { Pack } from '#core/pack/pack.ts';
import type { Application } from '#web/api/queries.ts';
import { browserDrafts } from './drafts.ts';
import { FormStore } from './form-store.ts';
import { ledgerOf } from './ledger-beside.tsx';
import { followForm, type LiveForm } from './live-form.ts';
import { serverTransport } from './transport.ts';

/** The form's store and its live line, for as long as the page is open. The line is there after the first drawing. */
export function useLiveStore(
  application: Application,
  pack: Pack,
  myId: string,
): { store: FormStore; live?: LiveForm } {
  const client = useQueryClient();
  const { id } = application;
  // The store outlives the query's later answers: changes reach it by events, and what is typed stands in it.
  const [store] = useState(() => {
    const { answers, versions, ledger } = application;
    return new FormStore(pack, answers, versions, serverTransport(id), browserDrafts(id, myId), ledgerOf(ledger));
  });
  const [live, setLive] = useState<LiveForm>();
  useEffect(() => {
    const refresh = () => void client.invalidateQueries({ queryKey: ['application', id] });
    store.restoreDrafts();
    const followed = followForm(id, myId, store, refresh);
    setLive(followed);
    const warn = (event: BeforeUnloadEvent) => {
      const { state, isKept } = store.overall;
      if (state === 'saving' || (state !== 'saved' && !isKept)) event.preventDefault();
    };
    const sendHidden = () => {
      if (document.visibilityState === 'hidden') store.sendWaiting();
    };
    window.addEventListener('beforeunload', warn);
    document.addEventListener('visibilitychange', sendHidden);
    return () => {
      window.removeEventListener('beforeunload', warn);
      document.removeEventListener('visibilitychange', sendHidden);
      followed.close();
      // The pages that follow show what has just been typed.
      void store.saveAll().finally(() => {
        store.close();
        refresh();
      });
    };
  }, [store, id, myId, client]);
  useEffect(() => {
    store.hearLedger(ledgerOf(application.ledger));
    for (const [cell, version] of Object.entries(application.versions)) {
      store.receive({ cell, value: valueAt(application.answers, cell), version, by: undefined, at: undefined });
    }
  }, [application, store]);
  return live ? { store, live } : { store };
}
