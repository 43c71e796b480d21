import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import { consortiaQuery } from '#web/api/queries.ts';
import { ConsortiumTabs } from '#web/consortium/consortium-head.tsx';
import { BindVolume } from '#web/job/bind-volume.tsx';
import { Loaded } from '#web/ui/loaded.tsx';
import { Pager } from '#web/ui/pager.tsx';
import { EvidenceItem } from './evidence-item.tsx';
import { everything, evidenceQuery, type EvidencePage as Found, type Looking, pageSize } from './evidence-queries.ts';
import { sizeText } from './evidence-texts.ts';
import { Uploader } from './uploader.tsx';
import './evidence.css';

/** All evidence of a consortium that its reader may see: found by name and observation point, uploaded, viewed, changed. */
export function EvidencePage() {
  const { id = '' } = useParams({ strict: false });
  const [looking, setLooking] = useState(everything);
  const evidence = useQuery(evidenceQuery(id, looking));
  const name = useQuery(consortiaQuery).data?.items.find((one) => one.id === id)?.name ?? '';
  return (
    <>
      <title>{`证据材料 - ${name}`}</title>
      <div className="title-row">
        <h1>证据材料</h1>
        <span>{name}</span>
      </div>
      <ConsortiumTabs id={id} />
      <Loaded query={evidence}>
        {(found) => (
          <>
            <div className="card">
              <Uploader consortiumId={id} may={found.upload} />
              <Usage usage={found.usage} />
              <Filters
                looking={looking}
                points={found.points}
                total={found.total}
                onLook={(more) => setLooking({ ...looking, page: 0, ...more })}
              />
            </div>
            {(found.upload.asSecretariat || found.upload.members.length > 0) && <BindVolume id={id} />}
            {found.items.length === 0 && <p className="card">没有符合条件的证据材料。</p>}
            <ul className="plain-list evidence-list">
              {found.items.map((one) => (
                <EvidenceItem key={one.id} consortiumId={id} evidence={one} />
              ))}
            </ul>
            <Pager
              page={looking.page}
              pages={Math.ceil(found.total / pageSize)}
              onPage={(page) => setLooking({ ...looking, page })}
            />
          </>
        )}
      </Loaded>
    </>
  );
}

function Usage({ usage }: { usage: Found['usage'] }) {
  if (!usage) return null;
  return (
    <p className="soft">
      已用{sizeText(usage.bytes)}，上限{sizeText(usage.quotaBytes)}
    </p>
  );
}

function Filters(props: {
  looking: Looking;
  points: Found['points'];
  total: number;
  onLook: (more: Partial<Looking>) => void;
}) {
  const { looking, points, total, onLook } = props;
  const [typed, setTyped] = useState(looking.q);
  useEffect(() => {
    if (typed === looking.q) return;
    const timer = setTimeout(() => onLook({ q: typed }), 200);
    return () => clearTimeout(timer);
  }, [typed, looking.q, onLook]);
  return (
    <search className="filters">
      <label>
        名称 <input className="text" type="search" value={typed} onChange={(event) => setTyped(event.target.value)} />
      </label>
      <label>
        观测点{' '}
        <select className="text" value={looking.point} onChange={(event) => onLook({ point: event.target.value })}>
          <option value="">全部</option>
          {points.map((point) => (
            <option key={point.id} value={point.id}>
              {point.id} {point.text.slice(0, 16)}…
            </option>
          ))}
        </select>
      </label>
      <label>
        <input
          type="checkbox"
          checked={looking.withdrawn}
          onChange={(event) => onLook({ withdrawn: event.target.checked })}
        />
        已撤回的
      </label>
      <span role="status" className="soft">
        共{total}份
      </span>
    </search>
  );
}
