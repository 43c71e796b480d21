import { useQuery } from '@tanstack/react-query';
import { EvidenceItem } from '#web/evidence/evidence-item.tsx';
import { EvidencePanel } from '#web/evidence/evidence-panel.tsx';
import { resourceEvidenceQuery } from '#web/evidence/evidence-queries.ts';
import '#web/evidence/evidence.css';
import type { ResourceDetail } from './resource-queries.ts';

/** Photos and papers of a resource; whose it is adds to them. */
export function ResourcePhotos({ id, resource }: { id: string; resource: ResourceDetail }) {
  const items = useQuery(resourceEvidenceQuery(resource.id)).data?.items ?? [];
  if (resource.canManage)
    return (
      <section className="card">
        <EvidencePanel consortiumId={id} resourceId={resource.id} />
      </section>
    );
  if (items.length === 0) return null;
  return (
    <section className="card" aria-label="照片">
      <h2>照片和材料</h2>
      <ul className="plain-list">
        {items.map((evidence) => (
          <EvidenceItem key={evidence.id} consortiumId={id} evidence={evidence} place={{ resourceId: resource.id }} />
        ))}
      </ul>
    </section>
  );
}
