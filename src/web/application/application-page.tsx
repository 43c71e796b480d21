import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { lazy, Suspense, useEffect, useMemo, useState } from 'react';
import type { Pack } from '#core/pack/pack.ts';
import { type Application, applicationQuery, meQuery, packQuery } from '#web/api/queries.ts';
import { Loaded } from '#web/ui/loaded.tsx';
import { ApplicationHead } from './application-head.tsx';
import { FindingsPanel } from './findings-panel.tsx';
import { FormPart } from './form-part.tsx';
import { jumpToAddressed } from './jump-to-cell.ts';
import { TakeLedger } from './ledger-beside.tsx';
import { Outline } from './outline.tsx';
import { SaveState, WhoIsHere } from './save-state.tsx';
import { FormContext } from './use-form.ts';
import { useLiveStore } from './use-live-store.ts';
import './cell.css';
import './form.css';

const HistoryDrawer = lazy(() => import('./history-drawer.tsx').then((module) => ({ default: module.HistoryDrawer })));

/** The form of one application, all its parts on one page. */
export function ApplicationPage() {
  const { id = '' } = useParams({ strict: false });
  const application = useQuery({ ...applicationQuery(id), staleTime: 0 });
  const me = useQuery(meQuery);
  const pack = useQuery({
    ...packQuery(application.data?.packId ?? '', application.data?.packDigest ?? ''),
    enabled: application.data !== undefined,
  });
  return (
    <Loaded query={application}>
      {(data) => (
        <Loaded query={pack}>
          {(known) => me.data && <Form key={data.id} application={data} pack={known} myId={me.data.id} />}
        </Loaded>
      )}
    </Loaded>
  );
}

function Form({ application, pack, myId }: { application: Application; pack: Pack; myId: string }) {
  const { store, live } = useLiveStore(application, pack, myId);
  const [historyOf, setHistoryOf] = useState<string>();
  const context = useMemo(
    () => (live ? { store, live, pack, application, myId, openHistory: setHistoryOf } : undefined),
    [store, live, pack, application, myId],
  );
  const isDrawn = context !== undefined;
  useEffect(() => {
    if (isDrawn) jumpToAddressed();
  }, [isDrawn]);
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
                <strong>退回意见（第{remark.revision}版）：</strong>
                {remark.text}
              </p>
            ))}
          <TakeLedger />
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
