import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { lazy, Suspense, useEffect, useMemo, useState } from 'react';
import { valueAt } from '#core/form/answers.ts';
import type { Pack } from '#core/pack/pack.ts';
import { type Application, applicationQuery, meQuery, packQuery } from '#web/api/queries.ts';
import { Loaded } from '#web/ui/loaded.tsx';
import { ApplicationHead } from './application-head.tsx';
import { browserDrafts } from './drafts.ts';
import { FindingsPanel } from './findings-panel.tsx';
import { FormPart } from './form-part.tsx';
import { FormStore } from './form-store.ts';
import { followForm, type LiveForm } from './live-form.ts';
import { Outline } from './outline.tsx';
import { SaveState, WhoIsHere } from './save-state.tsx';
import { serverTransport } from './transport.ts';
import { FormContext } from './use-form.ts';
import './cell.css';
import './form.css';

const HistoryDrawer = lazy(() => import('./history-drawer.tsx').then((module) => ({ default: module.HistoryDrawer })));

/** The form of one application, all its parts on one page. */
export function ApplicationPage() {
  const { id = '' } = useParams({ strict: false });
  const application = useQuery(applicationQuery(id));
  const me = useQuery(meQuery);
  const pack = useQuery({
    ...packQuery(application.data?.packId ?? '', application.data?.packDigest ?? ''),
    enabled: application.data !== undefined,
  });
  return (
    <Loaded query={application}>
      {(data) => (
        <Loaded query={pack}>
          {(known) => <Form key={data.id} application={data} pack={known} myId={me.data?.id ?? ''} />}
        </Loaded>
      )}
    </Loaded>
  );
}

function Form({ application, pack, myId }: { application: Application; pack: Pack; myId: string }) {
  const client = useQueryClient();
  const { id } = application;
  // The store outlives the query's later answers: changes reach it by events, and what is typed stands in it.
  const [store] = useState(
    () => new FormStore(pack, application.answers, application.versions, serverTransport(id), browserDrafts(id, myId)),
  );
  const [live, setLive] = useState<LiveForm>();
  const [historyOf, setHistoryOf] = useState<string>();
  useEffect(() => {
    store.restoreDrafts();
    const followed = followForm(
      id,
      myId,
      store,
      () => void client.invalidateQueries({ queryKey: ['application', id] }),
    );
    setLive(followed);
    const warn = (event: BeforeUnloadEvent) => {
      if (store.overall.state === 'saving') event.preventDefault();
    };
    window.addEventListener('beforeunload', warn);
    return () => {
      window.removeEventListener('beforeunload', warn);
      store.sendWaiting();
      followed.close();
    };
  }, [store, id, myId, client]);
  useEffect(() => {
    for (const [cell, version] of Object.entries(application.versions)) {
      const value = valueAt(application.answers, cell);
      store.receive({ cell, value, version, by: undefined, at: undefined });
    }
  }, [application, store]);
  const context = useMemo(
    () => (live ? { store, live, pack, application, openHistory: setHistoryOf } : undefined),
    [store, live, pack, application],
  );
  if (!context) return null;
  return (
    <FormContext.Provider value={context}>
      <ApplicationHead application={application}>
        <WhoIsHere />
        {application.canEdit ? <SaveState /> : <span className="soft">只读</span>}
      </ApplicationHead>
      <div className="form-page">
        <Outline />
        <div className="form-parts">
          {application.remarks
            .filter((remark) => remark.cell === null)
            .map((remark) => (
              <p key={remark.at + remark.text} className="cell-remark">
                <strong>省级退回意见（第{remark.revision}版）：</strong>
                {remark.text}
              </p>
            ))}
          {pack.form.parts
            .filter((part) => part.groups.length > 0)
            .map((part) => (
              <FormPart key={part.id} part={part} />
            ))}
        </div>
        <FindingsPanel />
      </div>
      {historyOf !== undefined && (
        <Suspense>
          <HistoryDrawer path={historyOf} onClose={() => setHistoryOf(undefined)} />
        </Suspense>
      )}
    </FormContext.Provider>
  );
}
