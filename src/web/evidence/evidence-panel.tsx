import { useQuery } from '@tanstack/react-query';
import { Loaded } from '#web/ui/loaded.tsx';
import { EvidenceItem } from './evidence-item.tsx';
import {
  type Evidence,
  type EvidencePlace,
  entryEvidenceQuery,
  everything,
  evidenceQuery,
  resourceEvidenceQuery,
  spendingEvidenceQuery,
  taskEvidenceQuery,
} from './evidence-queries.ts';
import { LinkExisting } from './link-existing.tsx';
import { Uploader } from './uploader.tsx';
import './evidence.css';

/** What supports an entry, a task, a request to spend or an observation point, or shows a resource, with upload, linking and viewing in place. With none, all of the consortium's. */
export function EvidencePanel(props: {
  consortiumId: string;
  entryId?: string;
  taskId?: string;
  spendingId?: string;
  resourceId?: string;
  point?: string;
}) {
  const { consortiumId, entryId, taskId, spendingId, resourceId, point } = props;
  if (spendingId !== undefined) return <OfSpending consortiumId={consortiumId} spendingId={spendingId} />;
  if (resourceId !== undefined) return <OfResource consortiumId={consortiumId} resourceId={resourceId} />;
  if (taskId !== undefined) return <OfTask consortiumId={consortiumId} taskId={taskId} />;
  if (entryId !== undefined) return <OfEntry consortiumId={consortiumId} entryId={entryId} />;
  return <OfPoint consortiumId={consortiumId} point={point} />;
}

function OfEntry({ consortiumId, entryId }: { consortiumId: string; entryId: string }) {
  const evidence = useQuery(entryEvidenceQuery(entryId));
  return (
    <Loaded query={evidence}>
      {({ items }) => <Panel consortiumId={consortiumId} items={items} place={{ entryId }} />}
    </Loaded>
  );
}

function OfTask({ consortiumId, taskId }: { consortiumId: string; taskId: string }) {
  const evidence = useQuery(taskEvidenceQuery(taskId));
  return (
    <Loaded query={evidence}>
      {({ items }) => <Panel consortiumId={consortiumId} items={items} place={{ taskId }} />}
    </Loaded>
  );
}

function OfSpending({ consortiumId, spendingId }: { consortiumId: string; spendingId: string }) {
  const evidence = useQuery(spendingEvidenceQuery(spendingId));
  return (
    <Loaded query={evidence}>
      {({ items }) => <Panel consortiumId={consortiumId} items={items} place={{ spendingId }} />}
    </Loaded>
  );
}

function OfResource({ consortiumId, resourceId }: { consortiumId: string; resourceId: string }) {
  const evidence = useQuery(resourceEvidenceQuery(resourceId));
  return (
    <Loaded query={evidence}>
      {({ items }) => <Panel consortiumId={consortiumId} items={items} place={{ resourceId }} />}
    </Loaded>
  );
}

function OfPoint({ consortiumId, point }: { consortiumId: string; point: string | undefined }) {
  const evidence = useQuery(evidenceQuery(consortiumId, { ...everything, point: point ?? '' }));
  return (
    <Loaded query={evidence}>
      {({ items }) => (
        <Panel consortiumId={consortiumId} items={items} place={point === undefined ? undefined : { point }} />
      )}
    </Loaded>
  );
}

function Panel(props: { consortiumId: string; items: readonly Evidence[]; place: EvidencePlace | undefined }) {
  const { consortiumId, items, place } = props;
  // Who may upload does not depend on what is looked for.
  const may = useQuery(evidenceQuery(consortiumId, everything)).data?.upload;
  const isWriter = may !== undefined && (may.asSecretariat || may.members.length > 0);
  return (
    <section aria-label="证据材料" className="evidence-panel">
      <h3>证据材料（{items.length}份）</h3>
      {items.length === 0 && <p className="soft">还没有证据材料。</p>}
      <ul className="plain-list">
        {items.map((evidence) => (
          <EvidenceItem key={evidence.id} consortiumId={consortiumId} evidence={evidence} place={place} />
        ))}
      </ul>
      {isWriter && place && <LinkExisting consortiumId={consortiumId} place={place} linked={items} />}
      {isWriter && <Uploader consortiumId={consortiumId} may={may} place={place} />}
    </section>
  );
}
