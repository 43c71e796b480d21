import { keepPreviousData, useQuery, useQueryClient } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { BatchHead } from '#web/batch/batch-head.tsx';
import { Loaded } from '#web/ui/loaded.tsx';
import { Board } from './board.tsx';
import { Objections } from './objections.tsx';
import { PublishDraft } from './publish-draft.tsx';
import { PublishList } from './publish-list.tsx';
import { type Selection, selectionQuery } from './selection-queries.ts';
import './selection.css';

/** The board's page: ranking, scenarios and decision, then the draft list in public with its objections, then the list. */
export function SelectionPage() {
  const { id = '' } = useParams({ strict: false });
  const [places, setPlaces] = useState<number>();
  // A draft of a decision outlives whatever is fetched beside it, until it is saved or loaded anew on purpose.
  const [epoch, setEpoch] = useState(0);
  const queryClient = useQueryClient();
  const reload = async () => {
    await queryClient.invalidateQueries({ queryKey: ['selection', id] });
    setEpoch((before) => before + 1);
  };
  const selection = useQuery({ ...selectionQuery(id, places), placeholderData: keepPreviousData });
  return (
    <>
      <BatchHead id={id} title="遴选" />
      <Loaded query={selection}>
        {(data) =>
          data.candidates.length === 0 ? (
            <p className="card">还没有通过形式审查的申报。形式审查通过、专家审阅提交后，这里给出排名并作出决定。</p>
          ) : (
            <>
              <Steps selection={data} />
              <Board key={epoch} selection={data} onPlaces={setPlaces} onReload={reload} />
              <PublishDraft selection={data} onReload={reload} />
              {data.publicity && (
                <Objections
                  batchId={id}
                  objections={data.objections}
                  consortia={listedIn(data)}
                  isOver={data.list !== null}
                  onChanged={() => queryClient.invalidateQueries({ queryKey: ['selection', id] })}
                />
              )}
              {data.publicity && <PublishList selection={data} onReload={reload} />}
            </>
          )
        }
      </Loaded>
    </>
  );
}

/** Whom an objection can be about. */
function listedIn({ candidates, decision }: Selection): readonly { id: string; label: string }[] {
  const listed = new Set(decision?.items.filter((each) => each.listed).map(({ applicationId }) => applicationId));
  return candidates
    .filter(({ id }) => listed.has(id))
    .map(({ consortium }) => ({ id: consortium.id, label: consortium.name }));
}

/** How far the selection is. */
function Steps({ selection: { candidates, decision, publicity, list, objections } }: { selection: Selection }) {
  const waiting = candidates.reduce((sum, each) => sum + each.waiting, 0);
  const open = objections.filter((each) => each.decision === null).length;
  return (
    <p role="status">
      {candidates.length}份申报进入遴选
      {waiting > 0 && <strong className="warning">，还有{waiting}份审阅没有提交，排名会变</strong>}。
      {decision ? `第${decision.version}版决定由${decision.by}保存。` : '还没有作出决定。'}
      {publicity && `公示名单已于${publicity.publishedOn}发布，收到异议${objections.length}件，待答复${open}件。`}
      {list && <strong className="good">培育名单已于{list.publishedOn}公布。</strong>}
    </p>
  );
}
